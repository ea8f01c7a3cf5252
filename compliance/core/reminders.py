"""compliance / core: ahead of what ends for a person, they are reminded."""

from collections.abc import Iterable
from datetime import date
from typing import Final

REMINDER_DAYS: Final = (30, 7)
"""How many days before it ends the holder of a certification or a risk assessment is reminded, once each."""


def reminder_due(
    *, expires_on: date, day: date, reminded: int | None, ahead_of: Iterable[int] = REMINDER_DAYS
) -> int | None:
    """Return ahead of how many days a reminder is due on a legal day; None where none is, or it was sent.

    A reminder that was missed is sent late, and the nearest one alone. `expires_on` is the first day without it.
    """
    left = (expires_on - day).days
    ahead = [days for days in ahead_of if 0 < left <= days]
    return min(ahead) if ahead and (reminded is None or min(ahead) < reminded) else None
