"""Periods: the first day is in, the last is out, and the unknown beginning is before every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.periods import ORIGIN, Origin, Period
from tests.crowdfund.kernel.strategies import days


@st.composite
def _periods(draw: st.DrawFn) -> Period:
    starts: date | Origin = draw(st.one_of(st.just(ORIGIN), days))
    if isinstance(starts, Origin):
        return Period(starts, draw(st.none() | days))
    length = draw(st.none() | st.integers(1, 5000))
    return Period(starts, None if length is None else starts + timedelta(days=length))


periods = _periods()


@given(periods)
def test_the_first_day_is_in_and_the_end_is_out(period: Period) -> None:
    if isinstance(period.starts, date):
        assert period.contains(period.starts)
        assert not period.contains(period.starts - timedelta(days=1))
    if period.ends is not None:
        assert not period.contains(period.ends)
        assert period.contains(period.ends - timedelta(days=1))


@given(periods, periods)
def test_overlapping_means_sharing_a_day(left: Period, right: Period) -> None:
    edges = [day for period in (left, right) for day in (period.starts, period.ends) if isinstance(day, date)]
    candidates = {day + timedelta(days=shift) for day in [*edges, date(2000, 1, 1)] for shift in (-1, 0)}
    shares_a_day = any(left.contains(day) and right.contains(day) for day in candidates)
    assert left.overlaps(right) == right.overlaps(left) == shares_a_day


@given(periods, days)
def test_a_period_cut_in_two_has_each_day_once(period: Period, day: date) -> None:
    if not period.contains(day) or period.starts == day:
        return
    before, after = Period(period.starts, day), Period(day, period.ends)
    assert not before.overlaps(after)
    for probe in (day - timedelta(days=1), day):
        assert before.contains(probe) + after.contains(probe) == period.contains(probe)


def test_touching_periods_do_not_overlap() -> None:
    first, second = Period(date(2026, 1, 1), date(2027, 1, 1)), Period(date(2027, 1, 1), None)
    assert not first.overlaps(second)
    assert not first.contains(date(2027, 1, 1))
    assert second.contains(date(2027, 1, 1))


def test_the_origin_is_before_every_day() -> None:
    always = Period(ORIGIN, None)
    assert always.contains(date.min)
    assert always.contains(date.max)
    assert always.overlaps(Period(ORIGIN, date(1990, 1, 1)))


@pytest.mark.parametrize("ends", [date(2026, 1, 1), date(2025, 12, 31)], ids=["empty", "reversed"])
def test_a_period_holds_at_least_a_day(ends: date) -> None:
    with pytest.raises(ValueError, match="holds no day"):
        Period(date(2026, 1, 1), ends)
