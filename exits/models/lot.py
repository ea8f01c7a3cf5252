"""exits / models: a listing, and the lot of shares that it locks."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from compliance.core.citation import Citation
from compliance.core.facts import Board, HolderPart
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from exits.core.listing import ListingTerms
from exits.core.policy import sees_every_exit
from exits.core.states import LOT_MACHINE, LotState
from exits.models.window import ExitWindow


class ListingEvent(models.Model):
    """The listing (上市) of a company on a board, as an officer recorded it with its evidence. Append-only."""

    id = models.UUIDField(primary_key=True, editable=False)
    vehicle = models.OneToOneField("deals.Vehicle", on_delete=models.PROTECT, related_name="+")
    board = WordField()
    listed_on = models.DateField()
    evidence = models.TextField(max_length=2_000)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            words_check("board", Board, name="listing_board_is_a_word"),
            models.CheckConstraint(name="listing_has_evidence", condition=~Q(evidence="")),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.board} {self.listed_on}"

    @classmethod
    def keep(cls, *, vehicle_id: UUID, terms: ListingTerms, recorded_by: UUID, now: datetime) -> Self:
        """Store a listing."""
        event = cls(
            id=new_id(now),
            vehicle_id=vehicle_id,
            board=terms.board,
            listed_on=terms.listed_on,
            evidence=terms.evidence.strip(),
            recorded_by_id=recorded_by,
            recorded_at=now,
        )
        event.save(force_insert=True)
        return event


class LotQuerySet(models.QuerySet["Lot"]):
    """Reads lots as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of vehicles that the actor put money in or bought of, of their companies, and for the desk all."""
        if sees_every_exit(actor):
            return self
        held = Q(vehicle__round__subscriptions__investor_id=actor.id, vehicle__round__subscriptions__state="allocated")
        bought = Q(vehicle_id__in=ExitWindow.objects.filter(buyer_id=actor.id, state="settled").values("vehicle_id"))
        return self.filter(
            held | bought | Q(vehicle__round__project__organisation_id__in=list(actor.memberships))
        ).distinct()


class Lot(models.Model):
    """Shares that a vehicle got on one day in one way (股份批次), and the first day on which they may be sold.

    It was acquired from the issuer when the raise closed. `first_free_on` is a legal day (inclusive) and stands in the
    determination.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    vehicle = models.ForeignKey("deals.Vehicle", on_delete=models.PROTECT, related_name="+")
    listing = models.ForeignKey(ListingEvent, on_delete=models.PROTECT, related_name="lots")
    state = WordField(default=LOT_MACHINE.initial.value)
    part = WordField()
    shares = models.BigIntegerField()
    acquired_on = models.DateField()
    first_free_on = models.DateField()
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField(null=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", LotState, name="lot_state_is_a_word"),
            words_check("part", HolderPart, name="lot_part_is_a_word"),
            models.CheckConstraint(name="lot_has_shares", condition=Q(shares__gt=0)),
            models.CheckConstraint(
                name="lot_is_locked_after_it_was_got", condition=Q(first_free_on__gte=F("acquired_on"))
            ),
            models.CheckConstraint(
                name="lot_free_has_its_instant", condition=~Q(state="free") | Q(unlocked_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="lot_to_unlock", fields=["first_free_on", "id"], condition=Q(state="locked"))
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @property
    def citation(self) -> Citation:
        """The article that sets the first free day: what the determination of the listing rests on."""
        return self.determination.as_ruling().findings[0].citation

    @classmethod
    def lock(
        cls,
        *,
        listing: ListingEvent,
        terms: ListingTerms,
        acquired_on: date,
        first_free_on: date,
        determination_id: UUID,
        now: datetime,
    ) -> Self:
        """Store the lot that a listing locks."""
        lot = cls(
            id=new_id(now),
            vehicle_id=listing.vehicle_id,
            listing=listing,
            part=terms.part,
            shares=terms.shares,
            acquired_on=acquired_on,
            first_free_on=first_free_on,
            determination_id=determination_id,
        )
        lot.save(force_insert=True)
        return lot

    def unlock(self, *, state: LotState, now: datetime) -> None:
        """Store that the lock-up is over."""
        self.state, self.unlocked_at = state, now
        self.save(update_fields=["state", "unlocked_at"])
