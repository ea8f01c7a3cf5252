"""db / models: the rows that belong to the machine rather than to the business."""

from datetime import datetime, timedelta
from typing import ClassVar, Final

import pgtrigger
from django.db import connection, models
from django.db.models import Q

from crowdfund.db.append_only import CallsFunction

FURTHEST_AHEAD: Final = timedelta(days=36_525)
"""Business time may run a century ahead and no more, so that it never meets the end of the calendar."""

_MICROSECOND: Final = timedelta(microseconds=1)
_ADVANCE: Final = """
INSERT INTO db_businessclock AS clock (id, offset_us, moved_at) VALUES (1, %s, clock_timestamp())
ON CONFLICT (id) DO UPDATE
    SET offset_us = clock.offset_us + excluded.offset_us, moved_at = clock_timestamp()
RETURNING offset_us
"""


class Heartbeat(models.Model):
    """When a process last showed that it works, written by the work itself and not by a timer beside it."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField(help_text="Real time (UTC), not business time.")

    def __str__(self) -> str:
        return self.name


class BusinessClock(models.Model):
    """How far business time is ahead of real time: one row, or none as long as nobody has moved it. Never goes back."""

    id = models.SmallIntegerField(primary_key=True, editable=False)
    offset_us = models.BigIntegerField(help_text="Microseconds.")
    moved_at = models.DateTimeField(help_text="Real time of the last move.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="business_clock_is_one", condition=Q(id=1)),
            models.CheckConstraint(
                name="business_clock_within_bounds",
                condition=Q(offset_us__gte=0, offset_us__lte=FURTHEST_AHEAD // _MICROSECOND),
            ),
        ]
        triggers: ClassVar = [
            CallsFunction(
                name="goes_forward",
                function="cf_clock_goes_forward",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
            ),
            CallsFunction(
                name="stays",
                function="cf_clock_goes_forward",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.Truncate,
            ),
        ]

    def __str__(self) -> str:
        return f"+{timedelta(microseconds=self.offset_us)}"

    @classmethod
    def offset(cls) -> timedelta:
        """Return the offset, zero where nobody has moved the clock. One query."""
        row = cls.objects.values_list("offset_us", flat=True).first()
        return timedelta(microseconds=row or 0)

    @classmethod
    def landed_at(cls) -> datetime | None:
        """Return the business instant at which the last move ended, None when there was none. One query."""
        row = cls.objects.first()
        return None if row is None else row.moved_at + timedelta(microseconds=row.offset_us)

    @classmethod
    def advance(cls, *, by: timedelta) -> timedelta:
        """Add to the offset and return the new one. One statement; two movers wait for each other and add up.

        :raises ValueError: `by` is not positive.
        """
        if by <= timedelta(0):
            raise ValueError("the clock only goes forward")
        with connection.cursor() as cursor:
            cursor.execute(_ADVANCE, [by // _MICROSECOND])
            row: tuple[int] = cursor.fetchone()
        return timedelta(microseconds=row[0])
