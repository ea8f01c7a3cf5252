"""deals / models: how much room a raise has left."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from crowdfund.kernel.money import Money


class RoundCapacity(models.Model):
    """The room in a raise (额度): fen that may still be subscribed, and holders who may still come in.

    It stands in a table of its own that no foreign key points to, because a counter in the raise's row makes every
    subscription wait for every other; `round_id` is therefore no foreign key either. Changed only under the
    transaction's advisory lock ("round capacity", round).
    """

    round_id = models.UUIDField(primary_key=True, editable=False)
    remaining_minor = models.BigIntegerField()
    holders_left = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="round_capacity_never_oversold", condition=Q(remaining_minor__gte=0)),
            models.CheckConstraint(name="round_capacity_holders_fit", condition=Q(holders_left__gte=0)),
        ]

    def __str__(self) -> str:
        return str(self.round_id)

    @classmethod
    def open_for(cls, *, round_id: UUID, ceiling: Money, smallest: Money) -> Self:
        """Store the room of a raise that opens: its ceiling, frozen now, and how many smallest subscriptions fit."""
        capacity = cls(round_id=round_id, remaining_minor=ceiling.minor, holders_left=ceiling.minor // smallest.minor)
        capacity.save(force_insert=True)
        return capacity

    @classmethod
    def take(cls, *, round_id: UUID, minor: int) -> bool:
        """Take room for one holder and `minor` fen where there is as much; return whether there was. One statement."""
        fitting = cls.objects.filter(round_id=round_id, remaining_minor__gte=minor, holders_left__gte=1)
        changed = fitting.update(remaining_minor=F("remaining_minor") - minor, holders_left=F("holders_left") - 1)
        return changed == 1

    @classmethod
    def give_back(cls, *, round_id: UUID, minor: int) -> None:
        """Give back the room of one holder and `minor` fen. One statement."""
        cls.objects.filter(round_id=round_id).update(
            remaining_minor=F("remaining_minor") + minor, holders_left=F("holders_left") + 1
        )
