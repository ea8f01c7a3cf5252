"""deals / models: how much room a raise has left."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


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
