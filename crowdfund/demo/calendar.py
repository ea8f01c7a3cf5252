"""demo / calendar: on which days the history of the made-up market takes place.

All of it lies behind us. The oldest deals need more than a year: shares that were listed have to be a few days from
the end of their lock-up.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from crowdfund.kernel.days import LEGAL_ZONE, add_months, legal_day

LOCK_UP_MONTHS: Final = 12
DAYS_TO_LISTING: Final = 22
"""From the beginning of the market to the listing of the company whose shares are locked."""

DAYS_TO_UNLOCK: Final = 4
"""From today until those shares are free: an operator moves the clock by no more than that."""

_OPENING = time(9, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of the history, counted from the legal day on which it ends."""

    today: date

    @property
    def listed_on(self) -> date:
        """The day on which the company was listed; from there its shares are locked until some days after today."""
        return add_months(self.today + timedelta(days=DAYS_TO_UNLOCK), -LOCK_UP_MONTHS)

    @property
    def began_on(self) -> date:
        """The day on which the first people came."""
        return self.listed_on - timedelta(days=DAYS_TO_LISTING)

    def after(self, days: int) -> datetime:
        """Return when work began so many days after the beginning."""
        return _opening_of(self.began_on + timedelta(days=days))

    def ago(self, days: int) -> datetime:
        """Return when work began so many days before today."""
        return _opening_of(self.today - timedelta(days=days))

    def ahead(self, days: int) -> date:
        """Return the legal day that comes so many days after today."""
        return self.today + timedelta(days=days)


def calendar_of(now: datetime) -> Calendar:
    """Return the days of a history that ends at the business instant `now`."""
    return Calendar(today=legal_day(now))


def _opening_of(day: date) -> datetime:
    return datetime.combine(day, _OPENING, LEGAL_ZONE)
