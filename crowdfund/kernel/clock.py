"""kernel / clock: the one place that reads the clock of the machine."""

from datetime import UTC, datetime


def system_now() -> datetime:
    """Return the present instant, aware, in UTC.

    Doors read it once, through the business clock, and pass it down as `now`; nothing below a door calls this.
    """
    return datetime.now(UTC)
