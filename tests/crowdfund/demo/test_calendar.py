"""The days of the history: all behind us, and a lock-up that is nearly over, whatever day it is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crowdfund.demo.calendar import DAYS_TO_UNLOCK, calendar_of
from crowdfund.kernel.days import add_months, legal_day

DAYS = [date(2026, 11, 22), date(2027, 6, 15), date(2027, 12, 31), date(2028, 2, 25), date(2031, 8, 27)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_listed_shares_are_locked_for_some_days_yet(day: date):
    calendar = calendar_of(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
    left = add_months(calendar.listed_on, 12) - calendar.today
    assert timedelta(0) < left <= timedelta(days=DAYS_TO_UNLOCK)
    assert calendar.began_on < calendar.listed_on < calendar.today


def test_work_begins_in_the_morning_of_a_legal_day():
    calendar = calendar_of(datetime(2028, 5, 5, 4, tzinfo=UTC))
    assert legal_day(calendar.ago(3)) == date(2028, 5, 2)
    assert calendar.after(2) - calendar.after(0) == timedelta(days=2)
    assert calendar.ahead(30) == date(2028, 6, 4)
