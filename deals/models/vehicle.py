"""deals / models: the vehicle that holds the company's equity for the lead and the followers."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.ids import new_id
from deals.core.filing import FilingNotice
from deals.core.policy import sees_everything_submitted
from deals.core.round import VehicleForm


class VehicleQuerySet(models.QuerySet["Vehicle"]):
    """Reads vehicles as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those that the actor holds units of, those of their companies' raises, and for the desk all."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(
            Q(round__subscriptions__investor_id=actor.id, round__subscriptions__state="allocated")
            | Q(round__project__organisation_id__in=list(actor.memberships))
        ).distinct()


class Vehicle(models.Model):
    """The limited partnership of one closed raise (持股平台), one unit for each fen subscribed.

    Who holds how many units stands in the ledger under the asset `units:<id>`; `units` is how many there are in all.
    Its general partner (普通合伙人) is the manager in the terms of the raise; `lead` is who led it, a limited partner
    (领投人) unless the terms, from before managers were stated, name none: then the lead was recorded as general
    partner. `filing_due_on` is the last legal day (inclusive) to file it with the association, as the rulebook named it
    at the closing, None where it named none; `filing_told` what people were told about that day.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.OneToOneField("deals.Round", on_delete=models.PROTECT, related_name="vehicle")
    name = models.CharField(max_length=160)
    form = WordField()
    lead = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    units = models.BigIntegerField()
    formed_at = models.DateTimeField()
    filing_due_on = models.DateField(null=True)
    filing_told = WordField(default=FilingNotice.NONE.value)

    objects = VehicleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("form", VehicleForm, name="vehicle_form_is_a_word"),
            words_check("filing_told", FilingNotice, name="vehicle_filing_told_is_a_word"),
            models.CheckConstraint(name="vehicle_has_units", condition=Q(units__gt=0)),
            models.CheckConstraint(name="vehicle_has_a_name", condition=~Q(name="")),
        ]
        indexes: ClassVar = [models.Index(name="vehicle_to_file", fields=["filing_due_on", "id"])]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def form_for(
        cls,
        *,
        round_id: UUID,
        name: str,
        form: VehicleForm,
        lead_id: UUID,
        units: int,
        filing_due_on: date | None,
        now: datetime,
    ) -> Self:
        """Store a new vehicle."""
        vehicle = cls(
            id=new_id(now),
            round_id=round_id,
            name=name,
            form=form,
            lead_id=lead_id,
            units=units,
            formed_at=now,
            filing_due_on=filing_due_on,
        )
        vehicle.save(force_insert=True)
        return vehicle

    @property
    def raised_on(self) -> date:
        """The legal day on which its raising ended."""
        return legal_day(self.formed_at)

    def tell(self, notice: FilingNotice) -> None:
        """Store what people are told about the day by which it is to be filed."""
        self.filing_told = notice
        self.save(update_fields=["filing_told"])
