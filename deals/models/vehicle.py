"""deals / models: the vehicle that holds the company's equity for the lead and the followers."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
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
    partner.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.OneToOneField("deals.Round", on_delete=models.PROTECT, related_name="vehicle")
    name = models.CharField(max_length=160)
    form = WordField()
    lead = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    units = models.BigIntegerField()
    formed_at = models.DateTimeField()

    objects = VehicleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("form", VehicleForm, name="vehicle_form_is_a_word"),
            models.CheckConstraint(name="vehicle_has_units", condition=Q(units__gt=0)),
            models.CheckConstraint(name="vehicle_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def form_for(
        cls, *, round_id: UUID, name: str, form: VehicleForm, lead_id: UUID, units: int, now: datetime
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
        )
        vehicle.save(force_insert=True)
        return vehicle
