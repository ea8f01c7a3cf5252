"""db / clock: business time, the one `now` that doors and sweeps pass down.

Business time is real time plus one offset kept in the database. The offset is zero and locked in production; in a
sandbox it only ever grows, and the database refuses anything else. Sessions, one-time codes and `recorded_at` use
real time.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError

from crowdfund.db.models import BusinessClock
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import Conflict

CLOCK_IS_AWAY = (OperationalError, InterfaceError, ProgrammingError)
"""What reading the clock raises while the database is away, or while its first migration still runs."""


class ClockIsLocked(Conflict):
    """In production business time is real time; nothing moves it."""

    code = "clock_is_locked"


def is_locked() -> bool:
    """Tell whether the clock can't be moved here."""
    return bool(settings.IS_PRODUCTION)


def clock_offset() -> timedelta:
    """Return how far business time is ahead of real time. One query in a sandbox, none in production."""
    if is_locked():
        return timedelta(0)
    return BusinessClock.offset()


def business_now() -> datetime:
    """Return the business instant (aware, UTC). One query in a sandbox, none in production.

    :raises CLOCK_IS_AWAY: one of these when the database can't be asked.
    """
    return system_now() + clock_offset()


def clock_landed_at() -> datetime | None:
    """Return the business instant to which the clock was last moved, None when it never was.

    Whoever holds an earlier instant has read the clock before it was moved. One query in a sandbox, none in production.
    """
    return None if is_locked() else BusinessClock.landed_at()


def advance_clock(*, by: timedelta) -> timedelta:
    """Move the offset forward and return the new one; call it inside a unit of work. Locks the clock.

    :raises ClockIsLocked: in production.
    :raises ValueError: `by` is not positive.
    """
    if is_locked():
        raise ClockIsLocked
    return BusinessClock.advance(by=by)
