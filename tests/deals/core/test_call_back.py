"""What a call-back needs, and how long a contract can be rescinded."""

from datetime import UTC, datetime, timedelta

import pytest

from deals.core.call_back import (
    Answers,
    CallBackOutcome,
    Cooling,
    Question,
    answers_of,
    call_back_standing,
    may_still_rescind,
    wrong_answers,
)
from deals.core.states import SubscriptionState

PAID_AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ENDS_AT = PAID_AT + timedelta(days=1)
COOLING = Cooling(paid_at=PAID_AT, ends_at=ENDS_AT, called_back_at=None)
NOTHING = Answers(confirmed=frozenset())


def test_the_last_instant_of_the_cooling_off_is_enough():
    assert COOLING.is_over(ENDS_AT)
    assert not COOLING.is_over(ENDS_AT - timedelta(microseconds=1))


def test_who_waits_and_until_when():
    later = Cooling(paid_at=PAID_AT, ends_at=ENDS_AT + timedelta(hours=1), called_back_at=None)
    done = Cooling(paid_at=PAID_AT, ends_at=ENDS_AT + timedelta(hours=9), called_back_at=ENDS_AT + timedelta(hours=9))
    standing = call_back_standing([later, COOLING, done])
    assert (standing.waiting, standing.last_ends_at, standing.is_done) == (2, later.ends_at, False)
    assert call_back_standing([done]).is_done
    assert call_back_standing([]).last_ends_at is None


@pytest.mark.parametrize("state", SubscriptionState)
def test_only_what_is_paid_and_not_called_back_is_rescinded(state: SubscriptionState):
    assert may_still_rescind(state, COOLING) is (state is SubscriptionState.PAID)
    assert not may_still_rescind(state, COOLING.called(ENDS_AT))
    assert not may_still_rescind(state, None)


def test_each_outcome_has_answers_that_go_with_it():
    everything = Answers(confirmed=frozenset(Question))
    assert wrong_answers(CallBackOutcome.CONFIRMED, everything) == ()
    assert len(wrong_answers(CallBackOutcome.CONFIRMED, NOTHING)) == len(Question)
    assert wrong_answers(CallBackOutcome.NOT_REACHED, NOTHING) == ()
    asked = wrong_answers(CallBackOutcome.NOT_REACHED, Answers(confirmed=frozenset({Question.IDENTITY})))
    assert [(error.pointer, error.code) for error in asked] == [("/identity", "nobody_was_asked")]
    assert [error.pointer for error in wrong_answers(CallBackOutcome.DECLINED, NOTHING)] == ["/note"]
    assert wrong_answers(CallBackOutcome.DECLINED, Answers(confirmed=frozenset(), note="No more.")) == ()


def test_answers_are_read_by_their_names():
    given = {"identity": True, "own_money": False, "note": "  Called twice. ", "outcome": "confirmed"}
    assert answers_of(given) == Answers(confirmed=frozenset({Question.IDENTITY}), note="Called twice.")
