"""sweeps / models: one run of a sweep."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from crowdfund.kernel.ids import new_id
from crowdfund.sweeps.core.states import RunState

_MILLISECOND = timedelta(milliseconds=1)


class SweepRun(models.Model):
    """A run: for which legal day, how much it looked at and did, from when to when."""

    id = models.UUIDField(primary_key=True, editable=False)
    sweep = models.CharField(max_length=60)
    day = models.DateField()
    started_at = models.DateTimeField(help_text="Business time.")
    finished_at = models.DateTimeField(null=True, help_text="Business time; empty while it runs or after it died.")
    took_ms = models.PositiveBigIntegerField(null=True, help_text="Real milliseconds.")
    keys = models.PositiveIntegerField(default=0)
    effects = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sweep_run_ends_whole",
                condition=Q(finished_at=None, took_ms=None) | Q(finished_at__isnull=False, took_ms__isnull=False),
            ),
            models.CheckConstraint(
                name="sweep_run_ends_after_it_began",
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
            ),
        ]
        indexes: ClassVar = [models.Index("sweep", F("day").desc(), F("finished_at").desc(), name="sweep_run_latest")]

    def __str__(self) -> str:
        return f"{self.sweep} {self.day}"

    @property
    def state(self) -> RunState:
        """Whether it came to its end."""
        return RunState.UNFINISHED if self.finished_at is None else RunState.FINISHED

    @classmethod
    def begin(cls, *, sweep: str, day: date, now: datetime) -> Self:
        """Store the beginning of a run."""
        run = cls(id=new_id(now), sweep=sweep, day=day, started_at=now)
        run.save(force_insert=True)
        return run

    def count(self, *, keys: int, effects: int) -> None:
        """Add what one batch looked at and did, in the memory of this process."""
        self.keys += keys
        self.effects += effects

    def finish(self, *, took_ms: int) -> None:
        """Store the end of the run and what it counted."""
        self.took_ms, self.finished_at = took_ms, self.started_at + took_ms * _MILLISECOND
        self.save(update_fields=["keys", "effects", "took_ms", "finished_at"])
