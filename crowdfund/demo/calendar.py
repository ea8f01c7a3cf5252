"""demo / calendar: on which days the history of the made-up market takes place, and what its clock shows at the end.

The oldest deals need more than a year: shares that were listed have to be a few days from the end of their lock-up. No
lead can be confirmed before the platform's own policy on leads is in force, so where fewer days lie behind us the
business clock of the practice platform is moved ahead, as its operator would move it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from crowdfund.kernel.days import LEGAL_ZONE, add_months, legal_day

LEADS_SINCE: Final = date(2026, 11, 22)
"""First day of article 2 of the platform's policy, without which no lead can be judged."""

LOCK_UP_MONTHS: Final = 12
DAYS_TO_LISTING: Final = 22
"""From the beginning of the market to the listing of the company whose shares are locked."""

DAYS_TO_UNLOCK: Final = 4
"""From today until those shares are free: an operator moves the clock by no more than that."""

_OPENING = time(9, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of the history. `began_on` is a legal day; `ends_at` is what the clock shows when all of it is told."""

    began_on: date
    ends_at: datetime

    @property
    def today(self) -> date:
        """The legal day on which the history ends."""
        return legal_day(self.ends_at)

    @property
    def listed_on(self) -> date:
        """The day on which the company was listed."""
        return self.began_on + timedelta(days=DAYS_TO_LISTING)

    def after(self, days: int) -> datetime:
        """Return when work begins so many days after the beginning."""
        return _opening_of(self.began_on + timedelta(days=days))

    def ago(self, days: int) -> datetime:
        """Return when work began so many days before today."""
        return _opening_of(self.today - timedelta(days=days))

    def ahead(self, days: int) -> date:
        """Return the legal day that comes so many days after today."""
        return self.today + timedelta(days=days)


def calendar_of(now: datetime) -> Calendar:
    """Return the days of a history that ends at the business instant `now`, or as little later as it can."""
    today = legal_day(now)
    listed_on = add_months(today + timedelta(days=DAYS_TO_UNLOCK), -LOCK_UP_MONTHS)
    began_on = max(listed_on - timedelta(days=DAYS_TO_LISTING), LEADS_SINCE)
    free_on = add_months(began_on + timedelta(days=DAYS_TO_LISTING), LOCK_UP_MONTHS)
    ahead = free_on - timedelta(days=DAYS_TO_UNLOCK) - today
    return Calendar(began_on=began_on, ends_at=now + max(ahead, timedelta(0)))


def _opening_of(day: date) -> datetime:
    return datetime.combine(day, _OPENING, LEGAL_ZONE)
