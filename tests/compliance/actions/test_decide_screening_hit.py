"""An officer decides about a hit of somebody else, with a reason that stays sealed."""

from datetime import UTC, date, datetime

import pytest

from compliance.actions.decide_screening_hit import decide_screening_hit
from compliance.core.screening import Decision
from compliance.core.states import ScreeningState
from compliance.models import Screening
from compliance.queries import screening_of
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove, Invalid, NotFound, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.screening import REASON, make_screening
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = legal_day(NOW)
UNDECIDED = [ScreeningState.HIT, ScreeningState.MISMATCH]


def decide(persona: Persona, row: Screening, decision: Decision = Decision.CLEAR, reason: str = REASON):
    return decide_screening_hit(actor=persona.actor, now=NOW, screening_id=row.id, decision=decision, reason=reason)


@pytest.mark.parametrize("state", UNDECIDED)
def test_who_is_cleared_may_go_on_and_is_told_without_the_reason(follower: Persona, officer: Persona, state):
    row = make_screening(follower.user, state)
    with recorded() as events:
        assert decide(officer, row) is ScreeningState.CLEARED
    row.refresh_from_db()
    assert (row.decided_at, row.decided_by_id, row.reason) == (NOW, officer.id, REASON)
    assert (row.cleared_on, row.expires_on) == (DAY, date(2027, 5, 22))
    assert screening_of(follower.id, on=DAY) == "clear"
    assert verbs(events) == ["screening.hit_cleared"]
    assert told(events[0]) == {follower.id}
    assert events[0].reason == ""
    assert REASON not in str(events[0].after)


@pytest.mark.parametrize("state", UNDECIDED)
def test_a_confirmed_hit_stops(follower: Persona, officer: Persona, state):
    row = make_screening(follower.user, state)
    with recorded() as events:
        assert decide(officer, row, Decision.CONFIRM) is ScreeningState.CONFIRMED
    assert screening_of(follower.id, on=DAY) == "confirmed"
    assert (verbs(events), told(events[0])) == (["screening.hit_confirmed"], {follower.id})
    row.refresh_from_db()
    assert (row.cleared_on, row.expires_on) == (None, None)


def test_an_old_second_factor_is_not_enough(follower: Persona, officer: Persona):
    row = make_screening(follower.user, ScreeningState.HIT)
    with nothing_changes(Screening), pytest.raises(StepUpRequired):
        decide(officer.step_down(), row)


def test_an_officer_neither_sees_nor_decides_their_own(officer: Persona):
    row = make_screening(officer.user, ScreeningState.HIT)
    with nothing_changes(Screening), pytest.raises(NotFound):
        decide(officer, row)


@pytest.mark.parametrize("name", ["founder", "lead", "follower", "stranger", "operator", "auditor", "partner"])
def test_nobody_else_knows_of_it(personas: dict[str, Persona], name: str):
    row = make_screening(personas["follower"].user, ScreeningState.HIT)
    with nothing_changes(Screening), pytest.raises(NotFound):
        decide(personas[name], row)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_a_decision_needs_a_reason(follower: Persona, officer: Persona, reason: str):
    row = make_screening(follower.user, ScreeningState.HIT)
    with nothing_changes(Screening), pytest.raises(Invalid):
        decide(officer, row, reason=reason)


@pytest.mark.parametrize("state", [state for state in ScreeningState if state not in {*UNDECIDED, "expired"}])
def test_there_is_nothing_else_to_decide(follower: Persona, officer: Persona, state: ScreeningState):
    row = make_screening(follower.user, state)
    with nothing_changes(Screening), pytest.raises(IllegalMove):
        decide(officer, row)
