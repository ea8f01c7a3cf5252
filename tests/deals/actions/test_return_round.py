"""An officer returns a submitted raise with a reason."""

from dataclasses import replace

import pytest

from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound, StepUpRequired
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.core.states import RoundState
from deals.models import Round
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, deciding_officer, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

REASON = "State what each sum is for."


def test_the_raise_is_a_draft_again_and_its_people_read_why(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    with recorded() as events:
        done = return_round(actor=officer.actor, now=NOW, round_id=row.id, reason=f"  {REASON} ")
    stored = Round.objects.get(id=row.id)
    assert (done.state, stored.state, stored.return_reason) == ("draft", "draft", REASON)
    assert verbs(events) == ["round.returned"]
    assert events[0].reason == REASON
    assert told(events[0]) == {founder.id}


def test_the_reason_is_gone_once_the_raise_is_submitted_again(founder: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    return_round(actor=deciding_officer(), now=NOW, round_id=row.id, reason=REASON)
    submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert Round.objects.get(id=row.id).return_reason == ""


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_nothing_is_returned_without_a_reason(founder: Persona, reason: str):
    row = make_round(founder, state=RoundState.SUBMITTED)
    with nothing_changes(Round), pytest.raises(Invalid) as refused:
        return_round(actor=deciding_officer(), now=NOW, round_id=row.id, reason=reason)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/reason", "required")]


@pytest.mark.parametrize("state", [RoundState.APPROVED, RoundState.OPEN])
def test_a_decided_raise_is_not_returned(founder: Persona, state: RoundState):
    row = make_round(founder, state=state)
    with nothing_changes(Round), pytest.raises(IllegalMove):
        return_round(actor=deciding_officer(), now=NOW, round_id=row.id, reason=REASON)


@pytest.mark.parametrize("persona", ["founder", "operator", "auditor"])
def test_insiders_without_the_office_are_refused(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.SUBMITTED), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        return_round(actor=actor, now=NOW, round_id=row.id, reason=REASON)


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "partner"])
def test_for_outsiders_it_does_not_exist(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.SUBMITTED), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotFound):
        return_round(actor=actor, now=NOW, round_id=row.id, reason=REASON)


def test_the_second_factor_must_be_fresh(founder: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    stale = replace(deciding_officer(), is_stepped_up=False)
    with nothing_changes(Round), pytest.raises(StepUpRequired):
        return_round(actor=stale, now=NOW, round_id=row.id, reason=REASON)
