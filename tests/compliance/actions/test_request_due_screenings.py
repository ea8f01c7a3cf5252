"""A gate asks for the checks that are due once its refusal is stored, for nobody else, and never twice."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from compliance.actions.request_due_screenings import request_due_screenings
from compliance.core.screening import NEEDS_REQUEST, ScreeningStanding
from compliance.models import Screening
from crowdfund.db.work import OutsideWork, unit_of_work
from tests.events import recorded, verbs
from tests.personas import Persona

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("standing", ScreeningStanding)
def test_a_check_is_asked_for_where_it_would_help(
    follower: Persona, standing: ScreeningStanding, django_capture_on_commit_callbacks: Callable[..., Any]
):
    with recorded() as events, django_capture_on_commit_callbacks(execute=True):
        with unit_of_work(actor=follower.actor, now=NOW):
            request_due_screenings({follower.id: standing})
        assert not Screening.objects.exists()
    assert Screening.objects.filter(user_id=follower.id).exists() is (standing in NEEDS_REQUEST)
    assert verbs(events) == (["screening.requested"] if standing in NEEDS_REQUEST else [])


def test_two_gates_ask_once(follower: Persona, django_capture_on_commit_callbacks: Callable[..., Any]):
    with django_capture_on_commit_callbacks(execute=True), unit_of_work(actor=follower.actor, now=NOW):
        for _ in range(2):
            request_due_screenings({follower.id: ScreeningStanding.NEVER})
    assert Screening.objects.count() == 1


def test_it_is_part_of_a_verb(follower: Persona):
    with pytest.raises(OutsideWork):
        request_due_screenings({follower.id: ScreeningStanding.NEVER})
