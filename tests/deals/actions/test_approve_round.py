"""An officer approves a submitted raise."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from compliance.core.facts import ProductGrade
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound, StepUpRequired
from deals.actions.approve_round import approve_round
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.models import Round
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import join
from tests.factories.deals import NOW, company_of, deciding_officer, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_submitted_raise_is_approved_and_its_people_are_told(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    with recorded() as events:
        done = approve_round(actor=officer.actor, now=NOW, round_id=row.id)
    stored = Round.objects.get(id=row.id)
    assert isinstance(done, RoundSnapshot)
    assert (done.state, stored.state, stored.approved_at, stored.version) == ("approved", "approved", NOW, 3)
    assert verbs(events) == ["round.approved"]
    grading = Determination.objects.get(facts_kind="product_grade")
    assert events[0].before == {"state": "submitted"}
    assert events[0].after == {"state": "approved", "product_grade": "R5", "grading": str(grading.id)}
    assert told(events[0]) == {founder.id}


def test_another_grade_needs_a_written_reason(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    given: dict[str, Any] = {"actor": officer.actor, "now": NOW, "round_id": row.id, "product_grade": ProductGrade.R4}
    with rows_stay(Round), recorded() as events:
        refused = approve_round(**given, grade_reason=" ")
    assert isinstance(refused, Refused)
    assert [finding.citation.article for finding in refused.findings] == ["21"]
    assert verbs(events) == ["round.approval_refused"]
    done = approve_round(**given, grade_reason=" Secured by a guarantee. ")
    assert isinstance(done, RoundSnapshot)
    assert done.product_grade is ProductGrade.R4
    stored = Round.objects.get(id=row.id)
    assert (stored.product_grade, stored.grade_reason) == ("R4", "Secured by a guarantee.")


@pytest.mark.parametrize("state", [RoundState.APPROVED, RoundState.OPEN])
def test_a_raise_is_approved_once(founder: Persona, officer: Persona, state: RoundState):
    row, actor = make_round(founder, state=state), officer.actor
    with nothing_changes(Round), pytest.raises(IllegalMove):
        approve_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("persona", ["founder", "operator", "auditor"])
def test_insiders_without_the_office_are_refused(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.SUBMITTED), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        approve_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "partner"])
def test_for_outsiders_it_does_not_exist(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.SUBMITTED), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotFound):
        approve_round(actor=actor, now=NOW, round_id=row.id)


def test_an_officer_who_is_a_member_does_not_decide(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    join(officer.user, company_of(founder))
    actor = officer.actor
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        approve_round(actor=actor, now=NOW, round_id=row.id)


def test_the_second_factor_must_be_there_and_fresh(founder: Persona):
    row, officer = make_round(founder, state=RoundState.SUBMITTED), deciding_officer()
    with nothing_changes(Round):
        with pytest.raises(StepUpRequired):
            approve_round(actor=replace(officer, is_stepped_up=False), now=NOW, round_id=row.id)
        with pytest.raises(NotAuthorised):
            approve_round(actor=replace(officer, has_mfa=False), now=NOW, round_id=row.id)


def test_a_draft_and_a_raise_that_is_not_there_are_the_same_to_an_officer(founder: Persona):
    draft = make_round(founder)
    for round_id in (draft.id, uuid4()):
        with nothing_changes(Round), pytest.raises(NotFound):
            approve_round(actor=deciding_officer(), now=NOW, round_id=round_id)
