"""compliance / core: working days in China, and the statutory deadlines that are counted in them.

Source: Civil Code of the PRC, articles 201 to 203 (the first day is not counted; a last day on a holiday moves to the
day after it); facts 0.7. Public holidays and make-up working weekends come from the library ``chinesecalendar``. Beyond
the last year for which the State Council has published them only weekends are known, and the answer is marked.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

FIRST_YEAR: Final[int] = min(holidays).year
LAST_YEAR: Final[int] = max(holidays).year
"""The first and the last year whose holidays are published."""

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last legal day on which something may still be done (截止日, inclusive).

    `is_projected` says that it rests on days whose holidays are not published.
    """

    on: date
    is_projected: bool


def is_published(day: date) -> bool:
    """Tell whether the holidays of the year of `day` are known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_working_day(day: date) -> bool:
    """Tell whether people work on `day`: no holiday, and no weekend that is not made up for one.

    Outside the published years every weekday is one.

    >>> is_working_day(date(2024, 10, 1)), is_working_day(date(2024, 9, 29))
    (False, True)
    """
    if is_published(day):
        return bool(is_workday(day))
    return day.weekday() < _SATURDAY


def working_days_after(day: date, count: int) -> Deadline:
    """Return the last day of a deadline of `count` working days after an event on `day`, which is not counted.

    >>> working_days_after(date(2024, 9, 27), 3).on
    datetime.date(2024, 10, 8)

    :raises ValueError: `count` is not positive.
    """
    if count < 1:
        raise ValueError("a deadline has at least one day")
    last, left = day, count
    while left:
        last += _ONE_DAY
        left -= is_working_day(last)
    return Deadline(on=last, is_projected=not is_published(last))


def moved_to_working_day(day: date) -> Deadline:
    """Return the last day of a deadline in calendar days or months: `day`, or the next working day after a holiday.

    >>> moved_to_working_day(date(2024, 10, 2)).on
    datetime.date(2024, 10, 8)
    """
    last = day
    while not is_working_day(last):
        last += _ONE_DAY
    return Deadline(on=last, is_projected=not is_published(last))
