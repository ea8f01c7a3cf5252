"""Whoever has something that ends is reminded thirty and seven days ahead, once each."""

from datetime import date, timedelta

import pytest

from compliance.core.reminders import reminder_due

EXPIRY = date(2027, 11, 22)


@pytest.mark.parametrize(
    ("left", "reminded", "due"),
    [
        (31, None, None),
        (30, None, 30),
        (29, 30, None),
        (8, 30, None),
        (7, 30, 7),
        (7, None, 7),
        (3, 7, None),
        (1, 30, 7),
        (0, None, None),
        (-1, 30, None),
    ],
)
def test_reminders_come_thirty_and_seven_days_ahead_once_each(left: int, reminded: int | None, due: int | None):
    assert reminder_due(expires_on=EXPIRY, day=EXPIRY - timedelta(days=left), reminded=reminded) == due
