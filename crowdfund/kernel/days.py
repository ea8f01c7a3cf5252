"""kernel / days: legal days in Shanghai, and counting in months as the law counts them."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

LEGAL_ZONE: Final = ZoneInfo("Asia/Shanghai")
"""Legal days are days in China; there is one zone for the whole country."""


def legal_day(instant: datetime) -> date:
    """Return the legal day on which `instant` falls; the only way from an instant to a day.

    >>> legal_day(datetime(2026, 3, 31, 16, 0, tzinfo=UTC))
    datetime.date(2026, 4, 1)

    :param instant: aware, of any zone.
    :raises ValueError: `instant` is naive.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no legal day")
    return instant.astimezone(LEGAL_ZONE).date()


def start_of(day: date) -> datetime:
    """Return the first instant of a legal day, in UTC; the day ends where the next one starts.

    >>> start_of(date(2026, 4, 1)).isoformat()
    '2026-03-31T16:00:00+00:00'

    :raises TypeError: `day` is an instant.
    """
    return datetime.combine(_only_day(day), time.min, tzinfo=LEGAL_ZONE).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """Return the day `months` later (or earlier, if negative) with the same number in its month.

    Where the month is too short the last day of the month takes its place, so that the 31st of January plus one
    month is the end of February. Source: Civil Code of the PRC, art. 202 (a period in months ends on the
    corresponding day, and on the last day of the month where there is none).

    >>> add_months(date(2028, 1, 31), 1), add_months(date(2028, 2, 29), 12)
    (datetime.date(2028, 2, 29), datetime.date(2029, 2, 28))

    :raises TypeError: `day` is an instant.
    :raises ValueError: the answer lies outside the years 1 to 9999.
    """
    year, month_index = divmod(_only_day(day).year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("the day lies outside the calendar")
    month = month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def full_months(earlier: date, later: date) -> int:
    """Return how many whole months have passed: the largest n for which ``add_months(earlier, n) <= later``.

    >>> full_months(date(2027, 1, 31), date(2027, 2, 28)), full_months(date(2027, 2, 28), date(2027, 3, 27))
    (1, 0)

    :raises TypeError: a day is an instant.
    :raises ValueError: `later` lies before `earlier`.
    """
    if _only_day(later) < _only_day(earlier):
        raise ValueError("the later day lies before the earlier one")
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if add_months(earlier, months) > later else months


def _only_day(day: date) -> date:
    """Refuse an instant, which Python counts as a day: its day depends on the zone."""
    if isinstance(day, datetime):
        raise TypeError("an instant is not a day; use legal_day() first")
    return day
