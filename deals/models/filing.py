"""deals / models: what was recorded of the filing of a vehicle with the association; nothing of it is ever changed."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.db.append_only import AppendOnly
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from deals.core.filing import FilingEntry
from deals.core.policy import sees_everything_submitted


class VehicleFilingQuerySet(models.QuerySet["VehicleFiling"]):
    """Reads records of filings as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of vehicles whose company the actor belongs to or whose units they have, for the desk all."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(
            Q(
                vehicle__round__subscriptions__investor_id=actor.id,
                vehicle__round__subscriptions__state="allocated",
            )
            | Q(vehicle__round__project__organisation_id__in=list(actor.memberships))
        ).distinct()

    def standing(self) -> Self:
        """Keep those that no later record corrects."""
        return self.filter(corrected_by=None)


class VehicleFiling(models.Model):
    """One record of a filing (备案登记): number and day, who recorded it, and which earlier record it corrects.

    `number` is the association's (备案编号), `filed_on` the legal day of the filing. A vehicle has one record that
    corrects none, and each record is corrected once at most, so that the last of the row stands.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    vehicle = models.ForeignKey("deals.Vehicle", on_delete=models.PROTECT, related_name="filings")
    number = models.CharField(max_length=20)
    filed_on = models.DateField()
    remark = models.TextField(blank=True, default="")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = VehicleFilingQuerySet.as_manager()

    class Meta:
        triggers: ClassVar = [AppendOnly(name="append_only")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="vehicle_filing_begins_once", fields=["vehicle"], condition=Q(corrects__isnull=True)
            ),
            models.CheckConstraint(name="vehicle_filing_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="vehicle_filing_correction_says_why", condition=Q(corrects__isnull=True) | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def record(
        cls,
        *,
        vehicle_id: UUID,
        entry: FilingEntry,
        corrects_id: UUID | None,
        determination_id: UUID,
        recorded_by_id: UUID,
        now: datetime,
    ) -> Self:
        """Store a new record."""
        row = cls(
            id=new_id(now),
            vehicle_id=vehicle_id,
            number=entry.number,
            filed_on=entry.filed_on,
            remark=entry.remark.strip(),
            corrects_id=corrects_id,
            determination_id=determination_id,
            recorded_by_id=recorded_by_id,
            recorded_at=now,
        )
        row.save(force_insert=True)
        return row
