"""deals / core: a follower whom no call-back reaches is reminded, and leaves once the term is over (联系不到的投资者).

Source: policy of this platform (not law), article 18; 私募投资基金募集行为管理办法 (2016), article 31: until a call
succeeds the money does not leave custody and the investor may rescind.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from compliance.core.reminders import reminder_due

REMIND_AHEAD: Final = (7, 2)
"""How many days before they leave investor and officers are reminded, once each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the call-backs to a follower have come.

    `last_on` is the last legal day (inclusive) on which one can succeed, `tried` on how many days one has failed, of
    the `needed`; `reminded` ahead of how many days they were reminded last, None without any reminder.
    """

    last_on: date
    tried: int
    needed: int
    reminded: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """Remind of the end ahead of `days`; `last_on` is a later last day for whoever would have left unreminded."""

    days: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Leave:
    """The subscription ends, and everything goes back."""


def next_step(reach: Reach, *, day: date) -> Remind | Leave | None:
    """Return what follows on a legal day; None while there is nothing to do.

    Nobody leaves unreminded: if the first reminder comes too late, the term is that much longer. Nobody leaves before
    enough calls on different days have failed either, however long it takes.
    """
    if reach.reminded is None and day > reach.last_on:
        first = max(REMIND_AHEAD)
        return Remind(days=first, last_on=day + timedelta(days=first - 1))
    if day > reach.last_on:
        return Leave() if reach.tried >= reach.needed else None
    leaves_on = reach.last_on + timedelta(days=1)
    days = reminder_due(expires_on=leaves_on, day=day, reminded=reach.reminded, ahead_of=REMIND_AHEAD)
    return None if days is None else Remind(days=days, last_on=reach.last_on)
