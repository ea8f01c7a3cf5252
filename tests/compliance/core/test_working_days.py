"""Working days with their holidays and make-up weekends, and the deadlines that are counted in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.working_days import (
    FIRST_YEAR,
    LAST_YEAR,
    Deadline,
    is_published,
    is_working_day,
    moved_to_working_day,
    working_days_after,
)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 3, 12, 31))


@pytest.mark.parametrize(
    ("event", "count", "last"),
    [
        (date(2024, 9, 3), 20, date(2024, 10, 8)),  # mid-autumn and National Day, three make-up weekends
        (date(2024, 9, 27), 1, date(2024, 9, 29)),  # a Sunday on which people work
        (date(2024, 3, 1), 5, date(2024, 3, 8)),
        (date(2024, 9, 30), 1, date(2024, 10, 8)),
    ],
)
def test_the_first_day_does_not_count_and_holidays_do_not(event: date, count: int, last: date):
    assert working_days_after(event, count) == Deadline(on=last, is_projected=False)


@pytest.mark.parametrize(
    ("day", "last"), [(date(2024, 10, 1), date(2024, 10, 8)), (date(2024, 10, 8), date(2024, 10, 8))]
)
def test_a_last_day_on_a_holiday_moves_to_the_next_working_day(day: date, last: date):
    assert moved_to_working_day(day).on == last


def test_beyond_the_published_years_only_weekends_are_known():
    day = date(LAST_YEAR + 1, 10, 1)
    assert not is_published(day)
    assert is_working_day(day) is (day.weekday() < 5)
    assert working_days_after(day, 3).is_projected
    assert not working_days_after(date(LAST_YEAR, 3, 2), 3).is_projected


def test_a_deadline_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one day"):
        working_days_after(date(2024, 3, 1), 0)


@given(DAYS, st.integers(1, 40))
def test_a_deadline_ends_on_a_working_day_with_as_many_in_between(event: date, count: int):
    last = working_days_after(event, count).on
    between = [event + timedelta(days=each) for each in range(1, (last - event).days + 1)]
    assert is_working_day(last)
    assert sum(map(is_working_day, between)) == count
