"""audit / core: how long a delivery waits before it is tried again, and when it is given up.

Ten tries spread over about two hours: long enough for a mail server to be restarted, short enough for an operator to
hear of it on the same day.
"""

from datetime import timedelta
from typing import Final

MAX_ATTEMPTS: Final = 10
LEASE: Final = timedelta(minutes=5)
"""How long one try may take before another worker may take the delivery over. Assumes: no send takes longer."""

_BASE: Final = timedelta(seconds=30)
_CEILING: Final = timedelta(minutes=30)


def delay_after(attempts: int) -> timedelta:
    """Return the wait after `attempts` failed tries: 30 s, doubled each time, never more than half an hour.

    >>> [delay_after(n).total_seconds() for n in (1, 2, 3, 10)]
    [30.0, 60.0, 120.0, 1800.0]

    :raises ValueError: when nothing was tried yet.
    """
    if attempts < 1:
        raise ValueError("there is no wait before the first try")
    # The exponent is bounded because a timedelta overflows where a ceiling would do.
    doublings: int = 1 << min(attempts - 1, 16)
    return min(_BASE * doublings, _CEILING)


def is_exhausted(attempts: int) -> bool:
    """Tell whether a delivery that was tried this often is parked instead of being tried again."""
    return attempts >= MAX_ATTEMPTS
