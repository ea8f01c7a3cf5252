"""deals / models: what somebody offers to lead a raise with."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Money
from deals.core.lead import Pledge
from deals.core.policy import sees_everything_submitted
from deals.core.states import OFFER_MACHINE, OfferState


class LeadOfferQuerySet(models.QuerySet["LeadOffer"]):
    """Reads offers as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own offers, those to their companies' raises, and for the desk all."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(Q(investor_id=actor.id) | Q(round__project__organisation_id__in=list(actor.memberships)))


class LeadOffer(models.Model):
    """An offer to lead (领投要约): own money, and the carry asked for from the followers' profit.

    `deposit` is the part of `amount` that is paid first and confirms the offer. `carry` is a share of profit, 0.15 for
    15 %. What the lead says about itself is told in `Pledge`; where its money comes from, in declarations that the
    company does not read. `funding_determination` is the latest on them. An offer past its acceptance names the
    determination on the lead ratio that let it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("deals.Round", on_delete=models.PROTECT, related_name="lead_offers")
    investor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    state = WordField(default=OFFER_MACHINE.initial.value)
    currency = CurrencyField()
    amount = MoneyField()
    deposit = MoneyField()
    carry = models.DecimalField(max_digits=5, decimal_places=4)
    own_assets = MoneyField(null=True)
    funding_determination = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )
    company_percent = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    step_up_percent = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = LeadOfferQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", OfferState, name="lead_offer_state_is_a_word"),
            models.CheckConstraint(name="lead_offer_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="lead_offer_deposit_fits", condition=Q(deposit__gt=0) & Q(deposit__lte=F("amount"))
            ),
            models.CheckConstraint(
                name="lead_offer_carry_is_a_share", condition=Q(carry__gte=Decimal(0)) & Q(carry__lt=Decimal(1))
            ),
            models.CheckConstraint(
                name="lead_offer_own_assets_are_positive", condition=Q(own_assets__isnull=True) | Q(own_assets__gt=0)
            ),
            models.CheckConstraint(
                name="lead_offer_money_was_looked_through",
                condition=Q(own_assets__isnull=True) | Q(funding_determination__isnull=False),
            ),
            models.CheckConstraint(
                name="lead_offer_percents_are_of_a_whole",
                condition=(Q(company_percent__isnull=True) | Q(company_percent__range=(0, 100)))
                & (Q(step_up_percent__isnull=True) | Q(step_up_percent__range=(0, 100))),
            ),
            models.CheckConstraint(
                name="lead_offer_accepted_needs_determination",
                condition=~Q(state__in=["accepted", "confirmed"])
                | Q(determination__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="lead_offer_confirmed_has_its_instant",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="lead_offer_one_accepted",
                fields=["round"],
                condition=Q(state__in=["accepted", "confirmed"]),
            ),
            models.UniqueConstraint(
                name="lead_offer_one_standing_per_investor",
                fields=["round", "investor"],
                condition=Q(state__in=["offered", "accepted", "confirmed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def make(
        cls,
        *,
        round_id: UUID,
        investor_id: UUID,
        pledge: Pledge,
        deposit: Money,
        carry: Decimal,
        funding_determination_id: UUID | None,
        now: datetime,
    ) -> Self:
        """Store a new offer."""
        offer = cls(
            id=new_id(now),
            round_id=round_id,
            investor_id=investor_id,
            amount=pledge.amount,
            own_assets=pledge.own_assets,
            company_percent=pledge.company_percent,
            step_up_percent=pledge.step_up_percent,
            deposit=deposit,
            carry=carry,
            funding_determination_id=funding_determination_id,
            offered_at=now,
        )
        offer.save(force_insert=True)
        return offer

    def pledge(self) -> Pledge:
        """Return what the lead commits and says about itself."""
        return Pledge(
            amount=self.amount,
            own_assets=self.own_assets,
            company_percent=self.company_percent,
            step_up_percent=self.step_up_percent,
        )

    def look_through(self, *, determination_id: UUID) -> None:
        """Store what the rules last said about where the money comes from."""
        self.funding_determination_id = determination_id
        self.save(update_fields=["funding_determination"])

    def accept(self, *, state: OfferState, determination_id: UUID, now: datetime) -> None:
        """Store the founders' acceptance and the determination that let it."""
        self.state, self.determination_id, self.accepted_at = state, determination_id, now
        self.save(update_fields=["state", "determination", "accepted_at"])

    def confirm(self, *, state: OfferState, now: datetime) -> None:
        """Store that the deposit has arrived."""
        self.state, self.confirmed_at = state, now
        self.save(update_fields=["state", "confirmed_at"])

    def end(self, *, state: OfferState) -> None:
        """Store that the offer was declined, withdrawn or has lapsed."""
        self.state = state
        self.save(update_fields=["state"])
