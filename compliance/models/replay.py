"""compliance / models: how far the replay of all determinations has come on a legal day, and what it found."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from compliance.core.policy import may_watch_board
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id


class ReplayQuerySet(models.QuerySet["Replay"]):
    """Reads replays."""

    def visible_to(self, actor: Actor) -> "ReplayQuerySet":
        """Keep all for the platform itself and whoever watches the board, none for others."""
        return self if actor.kind is ActorKind.SYSTEM or may_watch_board(actor) else self.none()


class Replay(models.Model):
    """The replay (重算) of one legal day: the run record that lets a killed run go on where it was.

    `reached_id` is the last determination that was computed again; determinations have ascending ids. Of those that
    came out differently the first is named.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    day = models.DateField(unique=True)
    reached_id = models.UUIDField(null=True)
    agreed = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    first_differing = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )
    difference = models.TextField(default="", blank=True, help_text="In what the first differs, in English.")
    started_at = models.DateTimeField(help_text="Business time.")
    updated_at = models.DateTimeField(help_text="Business time of the run that took the last batch.")

    objects = ReplayQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="replay_names_the_first_that_differs",
                condition=Q(differing=0, first_differing__isnull=True, difference="")
                | (Q(differing__gt=0, first_differing__isnull=False) & ~Q(difference="")),
            ),
            models.CheckConstraint(
                name="replay_has_reached_what_it_counts",
                condition=Q(agreed=0, differing=0, reached_id__isnull=True) | Q(reached_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"replay of {self.day}"

    @staticmethod
    def open(day: date, *, now: datetime) -> None:
        """See to it that the day has a row; two that open it together make one."""
        Replay.objects.bulk_create(
            [Replay(id=new_id(now), day=day, started_at=now, updated_at=now)], ignore_conflicts=True
        )

    def note(self, *, determination_id: UUID, difference: str) -> None:
        """Count one determination in memory; `difference` is empty if it came out the same."""
        self.reached_id = determination_id
        if not difference:
            self.agreed += 1
            return
        self.differing += 1
        if self.first_differing_id is None:
            self.first_differing_id, self.difference = determination_id, difference

    def keep(self, *, now: datetime) -> None:
        """Store what was counted."""
        self.updated_at = now
        self.save(update_fields=["reached_id", "agreed", "differing", "first_differing", "difference", "updated_at"])
