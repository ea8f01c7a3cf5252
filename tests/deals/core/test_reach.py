"""Nobody whom no call-back reaches leaves unreminded, too early, or before enough calls have failed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.core.reach import REMIND_AHEAD, Leave, Reach, Remind, next_step

LAST = date(2026, 12, 8)


def after(days: int, *, tried: int = 3, reminded: int | None = None) -> Remind | Leave | None:
    reach = Reach(last_on=LAST, tried=tried, needed=3, reminded=reminded)
    return next_step(reach, day=LAST + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "reminded", "step"),
    [
        (-7, None, None),
        (-6, None, Remind(days=7, last_on=LAST)),
        (-5, 7, None),
        (-2, 7, None),
        (-1, 7, Remind(days=2, last_on=LAST)),
        (-1, None, Remind(days=2, last_on=LAST)),
        (0, 2, None),
        (1, 2, Leave()),
        (1, 7, Leave()),
    ],
)
def test_reminders_come_before_and_the_end_on_the_day_after_the_last(days: int, reminded: int | None, step: object):
    assert after(days, reminded=reminded) == step


def test_calls_on_too_few_days_keep_the_contract_however_late():
    assert after(99, tried=2, reminded=2) is None
    assert after(99, tried=3, reminded=2) == Leave()


def test_whoever_was_never_reminded_has_the_term_of_the_first_reminder_more():
    step = after(9)
    assert step == Remind(days=7, last_on=LAST + timedelta(days=9 + 6))
    later = Reach(last_on=LAST + timedelta(days=15), tried=3, needed=3, reminded=7)
    assert next_step(later, day=LAST + timedelta(days=10)) is None
    assert next_step(later, day=LAST + timedelta(days=16)) == Leave()


@given(days=st.integers(-40, 40), tried=st.integers(0, 9), reminded=st.none() | st.sampled_from(REMIND_AHEAD))
def test_only_who_was_reminded_and_called_often_enough_leaves(days: int, tried: int, reminded: int | None):
    if isinstance(after(days, tried=tried, reminded=reminded), Leave):
        assert days > 0
        assert tried >= 3
        assert reminded is not None
