"""Page and API do the same: each verb leaves the same row and the same event behind, whichever door was used."""

import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

import deals.api
import deals.views
from crowdfund.audit.models import Event
from deals.core.states import RoundState
from deals.models import Project, Round
from tests.deals.doors import sent
from tests.deals.test_market_parity import COMPARED
from tests.events import events_since, told
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import COMPLETE, TOO_SMALL_A_TICKET, changed, company_of, make_project, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

TERMS = sent(changed(title="Another title"))
_IMPORT = r"^from deals\.actions\.(\w+) import"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with what it needs: the state it starts in, who does it, what is sent, and under which names it stands."""

    name: str
    by: str
    start: RoundState | None
    body: dict[str, Any]
    page: str
    api: str
    terms: Any = COMPLETE
    method: str = "post"


VERBS = [
    Verb("create_project", "founder", None, {"name": "Sensors", "summary": "S."}, "project_new", "api_projects"),
    Verb("draft_round", "founder", None, TERMS, "round_new", "api_rounds"),
    Verb("edit_round", "founder", RoundState.DRAFT, {**TERMS, "version": 1}, "round_edit", "api_round", method="put"),
    Verb("submit_round", "founder", RoundState.DRAFT, {}, "round_submit", "api_round_submit"),
    Verb("refused", "founder", RoundState.DRAFT, {}, "round_submit", "api_round_submit", terms=TOO_SMALL_A_TICKET),
    Verb("approve_round", "officer", RoundState.SUBMITTED, {}, "round_approve", "api_round_approve"),
    Verb("return_round", "officer", RoundState.SUBMITTED, {"reason": "Mend."}, "round_return", "api_round_return"),
    Verb("open_round", "founder", RoundState.APPROVED, {}, "round_open", "api_round_open"),
    Verb("close_round", "founder", RoundState.LED, {}, "round_close", "api_round_close"),
]

MONEY = {"declare_sources", "prove_source", "return_lead_money", "review_lead_money"}
ELSEWHERE = {"close_round", "edit_project", "record_filing", "return_suspense", "confirm_suspense_return"} | MONEY
"""Compared in `views/test_closing.py`, because it leaves more than one event, in `views/test_projects.py`, in
`views/test_filings.py`, in `views/test_suspense.py` and in `views/test_lead_money.py`."""


def _outcome(personas: dict[str, Persona], verb: Verb, door: str) -> tuple[Any, ...]:
    """Carry the verb out on a fresh thing by one door and return what it left behind, without ids and instants."""
    founder, persona = personas["founder"], personas[verb.by]
    project = make_project(founder)
    row = _round_for(verb, verb.start, personas, project) if verb.start else None
    before = Event.objects.count()
    body = dict(verb.body)
    if verb.name == "create_project":
        body |= {"organisation": str(company_of(founder).id), "name": f"{body['name']} {door}"}
    if door == "page":
        place = [row.id] if row else [project.id] if verb.name == "draft_round" else []
        answer = persona.submit(reverse(verb.page, args=place), body)
        assert answer.status_code == 303, answer.content
    else:
        if verb.name == "draft_round":
            body["project"] = str(project.id)
        send = getattr(persona.api, verb.method)
        answer = send(
            reverse(verb.api, args=[row.id] if row else []),
            body,
            format="json",
            headers={"Idempotency-Key": uuid4().hex},
        )
        assert answer.status_code in {200, 201, 204, 409}, answer.content
    events = events_since(before)
    return (
        [(event.verb, event.outcome, event.actor_id, event.reason, event.organisation_id) for event in events],
        [sorted({**event.before, **event.after}) for event in events],
        [told(event) for event in events],
        _left_behind(events[-1].subject_id, door),
    )


def _round_for(verb: Verb, start: RoundState, personas: dict[str, Persona], project: Project) -> Round:
    """Return a fresh raise in the state that the verb starts in; a led one is fully paid."""
    if start is RoundState.LED:
        parts = [Part.of(personas["lead"], "4000000.00"), Part.of(personas["follower"], "16000000.00")]
        return make_led_round(personas["founder"], parts)
    return make_round(personas["founder"], state=start, terms=verb.terms, project=project)


def _left_behind(subject_id: UUID, door: str) -> tuple[Any, ...]:
    project = Project.objects.filter(id=subject_id).first()
    if project:
        return (project.name.removesuffix(door), project.summary, project.organisation_id)
    row = Round.objects.get(id=subject_id)
    stamps = (row.submitted_at, row.approved_at, row.opened_at, row.submission_determination_id)
    return (row.terms, row.state, row.version, row.return_reason, [stamp is not None for stamp in stamps])


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_both_doors_leave_the_same_behind(personas: dict[str, Persona], verb: Verb):
    by_page, by_api = (_outcome(personas, verb, door) for door in ("page", "api"))
    assert by_page == by_api
    assert by_page[0]


def _verbs_of(doors: ModuleType) -> set[str]:
    """Return the verbs that the doors of a package carry out, as their imports say."""
    sources = (path.read_text() for path in Path(doors.__path__[0]).glob("*.py"))
    return {verb for source in sources for verb in re.findall(_IMPORT, source, re.MULTILINE)}


def test_every_verb_with_a_page_and_an_address_is_compared():
    compared = {verb.name for verb in VERBS} - {"refused"} | COMPARED
    assert _verbs_of(deals.views) & _verbs_of(deals.api) == compared | ELSEWHERE
