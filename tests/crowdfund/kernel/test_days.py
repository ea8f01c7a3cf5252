"""Legal days: midnight is in Shanghai, months are clamped, leap days are kept where there is one."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.days import add_months, full_months, legal_day, start_of
from tests.crowdfund.kernel.strategies import days

months = st.integers(min_value=-600, max_value=600)


@given(days)
def test_a_day_starts_on_itself_and_ends_where_the_next_one_starts(day: date) -> None:
    tick = timedelta(microseconds=1)
    assert legal_day(start_of(day)) == day
    assert legal_day(start_of(day) - tick) == day - timedelta(days=1)
    assert legal_day(start_of(day + timedelta(days=1)) - tick) == day


@given(days, months)
def test_adding_months_lands_in_the_month_and_never_beyond_the_number(day: date, count: int) -> None:
    later = add_months(day, count)
    assert later.year * 12 + later.month == day.year * 12 + day.month + count
    assert later.day <= day.day
    if later.day < day.day:
        assert (later + timedelta(days=1)).day == 1


@given(days, days, months)
def test_adding_months_keeps_the_order(first: date, second: date, count: int) -> None:
    earlier, later = sorted([first, second])
    assert add_months(earlier, count) <= add_months(later, count)


@given(days.filter(lambda day: day.day <= 28), months, months)
def test_without_a_clamp_months_add_up(day: date, first: int, second: int) -> None:
    assert add_months(add_months(day, first), second) == add_months(day, first + second)


@given(days, st.integers(0, 600))
def test_full_months_undo_added_months(day: date, count: int) -> None:
    assert full_months(day, add_months(day, count)) == count


@given(days, days)
def test_full_months_are_the_largest_count_that_fits(first: date, second: date) -> None:
    earlier, later = sorted([first, second])
    count = full_months(earlier, later)
    assert add_months(earlier, count) <= later < add_months(earlier, count + 1)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 12, 31), 0, date(2027, 12, 31)),
    ],
)
def test_month_ends_and_leap_days(day: date, count: int, expected: date) -> None:
    assert add_months(day, count) == expected


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2028, 2, 28, 15, 59, 59, 999999, tzinfo=UTC), date(2028, 2, 28)),
        (datetime(2028, 2, 28, 16, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=8))), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 11, 0, tzinfo=timezone(timedelta(hours=-5))), date(2027, 1, 1)),
    ],
    ids=["last tick in Shanghai", "midnight in Shanghai", "new year", "zone of China", "New York in the morning"],
)
def test_midnight_is_in_shanghai(instant: datetime, day: date) -> None:
    assert legal_day(instant) == day


def test_a_day_starts_at_four_in_the_afternoon_utc() -> None:
    assert start_of(date(2027, 1, 1)) == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert start_of(date(2027, 1, 1)).tzinfo is UTC


def test_a_naive_instant_has_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        legal_day(datetime(2027, 1, 1))


def test_an_instant_is_not_taken_for_a_day() -> None:
    instant = datetime(2027, 1, 1, 20, 0, tzinfo=UTC)
    for wrong in (
        lambda: start_of(instant),
        lambda: add_months(instant, 1),
        lambda: full_months(instant, date(2027, 2, 1)),
        lambda: full_months(date(2027, 1, 1), instant),
    ):
        with pytest.raises(TypeError, match="legal_day"):
            wrong()


def test_months_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="before"):
        full_months(date(2027, 1, 2), date(2027, 1, 1))


@pytest.mark.parametrize(("day", "count"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_the_calendar_has_two_ends(day: date, count: int) -> None:
    with pytest.raises(ValueError, match="calendar"):
        add_months(day, count)
