"""The API: the same verbs as the pages, with problems that programs can act on."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from compliance.models import Determination
from deals.core.states import RoundState
from deals.models import Project, Round
from tests.deals.doors import BROUGHT_ABOUT, open_entries, sent
from tests.events import nothing_changes
from tests.factories.deals import (
    COMPLETE,
    HALF_FILLED,
    TOO_SMALL_A_TICKET,
    company_of,
    make_project,
    make_round,
)
from tests.factories.partners import make_program
from tests.personas import Persona

pytestmark = pytest.mark.django_db

TERMS = sent(COMPLETE)
VERBS = ("submit", "approve", "return", "open")


def _put(persona: Persona, path: str, body: dict[str, Any]) -> Any:
    return persona.api.put(path, body, format="json", headers={"Idempotency-Key": uuid4().hex})


def test_the_whole_slice_by_api(founder: Persona, officer: Persona, follower: Persona, stranger: Persona):
    created = founder.send(
        reverse("api_projects"), {"organisation": str(company_of(founder).id), "name": "Sensors", "summary": "S."}
    )
    assert created.status_code == 201
    drafted = founder.send(reverse("api_rounds"), {"project": created.json()["id"], "title": "Series B"})
    assert drafted.status_code == 201
    address = drafted["Location"]
    assert {entry["pointer"] for entry in drafted.json()["missing"]} == open_entries(HALF_FILLED)
    edited = _put(founder, address, {**TERMS, "minimum_ticket": "300000.00", "version": 1})
    assert (edited.status_code, edited.json()["missing"]) == (200, [])
    refused = founder.send(f"{address}/submit")
    assert refused.status_code == 409
    assert refused.json()["code"] == "refused"
    assert refused.json()["findings"][0]["limit"] == "1000000.00"
    assert Determination.objects.filter(id=refused.json()["determination"]).exists()
    _put(founder, address, {**TERMS, "version": 2})
    assert founder.send(f"{address}/submit").json()["state"] == "submitted"
    assert stranger.api.get(address).status_code == 404
    assert officer.send(f"{address}/return", {"reason": "Name the sums."}).status_code == 204
    assert founder.api.get(address).json()["return_reason"] == "Name the sums."
    founder.send(f"{address}/submit")
    assert officer.send(f"{address}/approve").json()["state"] == "approved"
    assert follower.api.get(address).status_code == 404
    assert founder.send(f"{address}/open").json()["state"] == "open"
    assert follower.api.get(address).json()["target"] == "20000000.00"
    assert stranger.api.get(address).status_code == 404
    assert APIClient().get(address).status_code == 401


def test_a_program_drafts_and_submits_with_a_token(founder: Persona):
    project = make_project(founder)
    program = make_program(organisation=company_of(founder)).api()
    headers = {"Idempotency-Key": uuid4().hex}
    drafted = program.post(reverse("api_rounds"), {**TERMS, "project": str(project.id)}, format="json", headers=headers)
    assert drafted.status_code == 201
    submitted = program.post(
        f"{drafted['Location']}/submit", {}, format="json", headers={"Idempotency-Key": uuid4().hex}
    )
    assert submitted.json()["state"] == "submitted"
    for verb in ("approve", "open", "return"):
        answer = program.post(
            f"{drafted['Location']}/{verb}",
            {"reason": "No."},
            format="json",
            headers={"Idempotency-Key": uuid4().hex},
        )
        assert answer.status_code == 403, verb


@pytest.mark.parametrize("state", BROUGHT_ABOUT)
@pytest.mark.parametrize("verb", ["", *VERBS])
def test_what_may_not_be_seen_does_not_exist(founder: Persona, stranger: Persona, state: RoundState, verb: str):
    there, nowhere = make_round(founder, state=state).id, uuid4()
    body = {"reason": "No."} if verb == "return" else {}
    for number in (there, nowhere):
        name = f"api_round_{verb}" if verb else "api_round"
        address = reverse(name, args=[number])
        known = stranger.send(address, body) if verb else stranger.api.get(address)
        unknown = APIClient().post(address, body, format="json") if verb else APIClient().get(address)
        assert (known.status_code, unknown.status_code) == (404, 401)


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"target": 20_000_000}, "/target", "invalid"),
        ({"target": "1.234"}, "/target", "invalid"),
        ({"minimum_ticket": "30000000.00"}, "/minimum_ticket", "above_target"),
        ({"minimum_ticket": "0.00"}, "/minimum_ticket", "too_small"),
        ({"stage": "teenager"}, "/stage", "invalid_choice"),
        ({"closes_on": "tomorrow"}, "/closes_on", "invalid"),
        ({"title": ""}, "/title", "blank"),
        ({"titel": "x"}, "/titel", "unknown"),
        ({"summary": "x" * 5_001}, "/summary", "max_length"),
        ({"project": "x"}, "/project", "invalid"),
    ],
)
def test_a_wrong_entry_is_named_by_its_pointer(founder: Persona, change: dict[str, Any], pointer: str, code: str):
    project = make_project(founder)
    with nothing_changes(Round):
        answer = founder.send(reverse("api_rounds"), {**TERMS, "project": str(project.id), **change})
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
    assert all(error["detail"] for error in answer.json()["errors"])


def test_a_submission_names_each_missing_entry(founder: Persona):
    row = make_round(founder, terms=HALF_FILLED)
    answer = founder.send(reverse("api_round_submit", args=[row.id]))
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == open_entries(HALF_FILLED)


def test_a_return_needs_a_reason(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    answer = officer.send(reverse("api_round_return", args=[row.id]), {"reason": " "})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reason")


def test_a_decision_needs_a_fresh_second_factor(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    officer.step_down()
    for verb in ("approve", "return"):
        answer = officer.send(reverse(f"api_round_{verb}", args=[row.id]), {"reason": "N."} if verb == "return" else {})
        assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert Round.objects.get(id=row.id).state == "submitted"


def test_the_slower_of_two_editors_is_told(founder: Persona):
    row = make_round(founder)
    address = reverse("api_round", args=[row.id])
    assert _put(founder, address, {**TERMS, "title": "First", "version": 1}).json()["version"] == 2
    answer = _put(founder, address, {**TERMS, "title": "Second", "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_out_of_its_state_is_a_conflict(founder: Persona, officer: Persona, verb: str):
    row = make_round(founder, state=RoundState.OPEN)
    persona = officer if verb in {"approve", "return"} else founder
    body = {"reason": "No."} if verb == "return" else {}
    answer = persona.send(reverse(f"api_round_{verb}", args=[row.id]), body)
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")


def test_a_key_is_needed_repeats_its_answer_and_serves_one_request(founder: Persona):
    project, key = make_project(founder), uuid4().hex
    body = {**TERMS, "project": str(project.id)}
    assert founder.api.post(reverse("api_rounds"), body, format="json").status_code == 400
    first, again = (founder.send(reverse("api_rounds"), body, key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert Round.objects.filter(project=project).count() == 1
    assert founder.send(reverse("api_rounds"), {**body, "title": "Other"}, key=key).status_code == 422


def test_a_refusal_is_repeated_as_it_was(founder: Persona):
    row, key = make_round(founder, terms=TOO_SMALL_A_TICKET), uuid4().hex
    first, again = (founder.send(reverse("api_round_submit", args=[row.id]), key=key) for _ in range(2))
    assert first.json() == again.json()
    assert Determination.objects.filter(subject_id=row.id).count() == 1


def test_lists_come_by_cursor_newest_first(founder: Persona):
    project = make_project(founder)
    rows = [make_round(founder, project=project) for _ in range(3)]
    seen: list[str] = []
    address: str | None = f"{reverse('api_rounds')}?limit=2"
    while address:
        page = founder.api.get(address).json()
        seen += [found["id"] for found in page["results"]]
        address = page["next"]
    assert seen == [str(row.id) for row in reversed(rows)]


def test_projects_are_read_by_their_own_people_only(founder: Persona, lead: Persona):
    project = make_project(founder)
    address = reverse("api_project", args=[project.id])
    assert founder.api.get(address).json()["organisation"] == str(company_of(founder).id)
    assert lead.api.get(address).status_code == 404
    assert [found["id"] for found in founder.api.get(reverse("api_projects")).json()["results"]] == [str(project.id)]
    assert lead.api.get(reverse("api_projects")).json()["results"] == []
    assert Project.objects.count() == 1


def test_days_are_legal_days_and_amounts_exact_text(founder: Persona):
    row = make_round(founder)
    shown = founder.api.get(reverse("api_round", args=[row.id])).json()
    assert shown["closes_on"] == str(COMPLETE.closes_on)
    assert (shown["target"], shown["minimum_ticket"], shown["currency"]) == ("20000000.00", "1000000.00", "CNY")


def test_a_list_costs_the_same_however_long(founder: Persona):
    project = make_project(founder)
    costs = []
    for size in (2, 4):
        for _ in range(2):
            make_round(founder, project=project)
        founder.api.get(reverse("api_rounds"))
        with CaptureQueriesContext(connection) as cost:
            assert len(founder.api.get(reverse("api_rounds")).json()["results"]) == size
        costs.append(len(cost))
    assert costs[0] == costs[1]
