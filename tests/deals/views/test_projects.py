"""Changing a project by page and API: the same verb; the words that it may not say are marked while it is edited."""

from uuid import uuid4

import pytest
from django.urls import reverse

from deals.models import Project
from tests.events import events_since
from tests.factories.deals import make_project
from tests.personas import Persona

pytestmark = pytest.mark.django_db

WRITTEN = {"name": "Valves", "summary": "We make valves."}


def test_both_doors_leave_the_same_behind(founder: Persona):
    left = []
    for door in ("page", "api"):
        project = make_project(founder)
        body = {**WRITTEN, "name": f"Valves {door}"}
        before = len(events_since())
        if door == "page":
            answer = founder.submit(reverse("project_edit", args=[project.id]), body)
        else:
            answer = founder.api.put(
                reverse("api_project", args=[project.id]), body, format="json", headers={"Idempotency-Key": uuid4().hex}
            )
        assert answer.status_code in {200, 303}
        events = events_since(before)
        stored = Project.objects.get(id=project.id)
        left.append(
            (
                [(event.verb, event.actor_id, event.organisation_id, sorted(event.after)) for event in events],
                (stored.name.removesuffix(door), stored.summary),
            )
        )
    assert left[0] == left[1]


def test_words_are_marked_on_the_project_and_while_it_is_edited(founder: Persona):
    project = make_project(founder)
    edit, shown = reverse("project_edit", args=[project.id]), reverse("project", args=[project.id])
    assert "<mark>" not in founder.client.get(edit).content.decode()
    founder.submit(edit, {"name": "保本阀门", "summary": "人人可投。"})
    for path in (edit, shown):
        page = founder.client.get(path).content.decode()
        assert "<mark>保本</mark>" in page
        assert "<mark>人人可投</mark>" in page
    wrong = founder.submit(edit, {"name": "", "summary": "稳赚不赔"})
    assert wrong.status_code == 422
    assert "<mark>稳赚不赔</mark>" in wrong.content.decode()
