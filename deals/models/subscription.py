"""deals / models: what somebody subscribes of a raise."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import LEGAL_ZONE
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Money
from deals.core.call_back import CallBackOutcome, Cooling
from deals.core.closing import Taken
from deals.core.money_moves import SubscriptionKind
from deals.core.policy import sees_everything_submitted
from deals.core.states import LIVE_SUBSCRIPTIONS, SUBSCRIPTION_MACHINE, SubscriptionState


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads subscriptions as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own, those of their companies' raises, and for the desk all."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(Q(investor_id=actor.id) | Q(round__project__organisation_id__in=list(actor.memberships)))

    def live(self) -> Self:
        """Keep those that take room in their raise."""
        return self.filter(state__in=LIVE_SUBSCRIPTIONS)

    def unpaid(self, *, day: date) -> Self:
        """Keep those for which nothing was paid although their last day to pay lies before the legal day `day`."""
        return self.filter(state=SubscriptionState.RESERVED, pay_by__lt=day, paid=0)

    def to_call_back(self) -> Self:
        """Keep those that are paid in full and whose investor was not called back with success."""
        return self.filter(state=SubscriptionState.PAID, called_back_at=None)

    def with_tried(self) -> Self:
        """Add as `tried` on how many legal days somebody called in vain."""
        day = TruncDate("call_backs__called_at", tzinfo=LEGAL_ZONE)
        return self.annotate(tried=Count(day, filter=Q(call_backs__outcome=CallBackOutcome.NOT_REACHED), distinct=True))


class Subscription(models.Model):
    """A share of a raise that one investor asked for (认购), from the taken room to units or refund.

    `amount` is what was asked for and `paid` what is in custody of it; `pay_by` the last legal day (inclusive) to pay.
    It names the determination on the investor that let it. Once it is paid it cools off until `cooling_off_until`; from
    then on somebody may call back, and units need a `called_back_at` with the determination that let the call. A
    follower who is not reached by `call_back_by`, the last legal day (inclusive), leaves; `call_back_reminded` says
    ahead of how many days that was told.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("deals.Round", on_delete=models.PROTECT, related_name="subscriptions")
    investor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = WordField()
    state = WordField(default=SUBSCRIPTION_MACHINE.initial.value)
    currency = CurrencyField()
    amount = MoneyField()
    paid = MoneyField(default=0)
    pay_by = models.DateField()
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cooling_off_until = models.DateTimeField(null=True)
    called_back_at = models.DateTimeField(null=True)
    call_back_by = models.DateField(null=True)
    call_back_reminded = models.PositiveSmallIntegerField(null=True)
    call_back_determination = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", SubscriptionState, name="subscription_state_is_a_word"),
            words_check("kind", SubscriptionKind, name="subscription_kind_is_a_word"),
            models.CheckConstraint(name="subscription_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="subscription_paid_fits", condition=Q(paid__gte=0) & Q(paid__lte=F("amount"))),
            models.CheckConstraint(
                name="subscription_paid_is_whole",
                condition=~Q(state__in=["paid", "allocated"]) | Q(paid=F("amount"), paid_at__isnull=False),
            ),
            models.CheckConstraint(
                name="subscription_paid_cools_off", condition=~Q(state="paid") | Q(cooling_off_until__isnull=False)
            ),
            models.CheckConstraint(
                name="subscription_follower_is_to_be_reached",
                condition=~Q(state="paid", kind="follower") | Q(call_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="subscription_called_back_after_cooling_off",
                condition=Q(called_back_at=None, call_back_determination=None)
                | Q(
                    call_back_determination__isnull=False,
                    called_back_at__isnull=False,
                    cooling_off_until__isnull=False,
                    called_back_at__gte=F("cooling_off_until"),
                ),
            ),
            models.CheckConstraint(
                name="subscription_allocated_was_called_back",
                condition=~Q(state="allocated") | Q(called_back_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="subscription_one_live_per_investor",
                fields=["round", "investor"],
                condition=Q(state__in=sorted(state.value for state in LIVE_SUBSCRIPTIONS)),
            ),
            models.UniqueConstraint(
                name="subscription_one_live_lead",
                fields=["round"],
                condition=Q(kind="lead", state__in=sorted(state.value for state in LIVE_SUBSCRIPTIONS)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="subscription_due", fields=["pay_by", "id"], condition=Q(state="reserved")),
            models.Index(name="subscription_of_investor", fields=["investor", "id"]),
            models.Index(
                name="subscription_to_call_back",
                fields=["cooling_off_until", "id"],
                condition=Q(state="paid", called_back_at=None),
            ),
            models.Index(
                name="subscription_to_be_reached",
                fields=["call_back_by", "id"],
                condition=Q(state="paid", called_back_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def reserve(
        cls,
        *,
        round_id: UUID,
        investor_id: UUID,
        kind: SubscriptionKind,
        amount: Money,
        pay_by: date,
        determination_id: UUID,
        now: datetime,
    ) -> Self:
        """Store a new subscription; the room for it was taken in the same transaction."""
        subscription = cls(
            id=new_id(now),
            round_id=round_id,
            investor_id=investor_id,
            kind=kind,
            amount=amount,
            pay_by=pay_by,
            determination_id=determination_id,
            reserved_at=now,
        )
        subscription.save(force_insert=True)
        return subscription

    def taken(self) -> Taken:
        """Return the subscription frozen as it stands; lock it before."""
        return Taken(
            id=self.id,
            investor_id=self.investor_id,
            kind=SubscriptionKind(self.kind),
            state=SubscriptionState(self.state),
            amount=self.amount,
        )

    def receive(self, amount: Money) -> None:
        """Add money that has arrived; `move` says whether that was all of it."""
        self.paid = self.paid + amount
        self.save(update_fields=["paid"])

    @property
    def cooling(self) -> Cooling | None:
        """How far its cooling-off has come; None before it is paid in full."""
        if self.paid_at is None or self.cooling_off_until is None:
            return None
        return Cooling(
            paid_at=self.paid_at,
            ends_at=self.cooling_off_until,
            called_back_at=self.called_back_at,
            last_on=self.call_back_by,
        )

    def complete(
        self, *, state: SubscriptionState, now: datetime, cooling_off_until: datetime, call_back_by: date
    ) -> None:
        """Store that the whole amount is in custody, until when nobody calls, and by when a follower is reached."""
        self.state, self.paid_at, self.cooling_off_until = state, now, cooling_off_until
        self.call_back_by = call_back_by if self.kind == SubscriptionKind.FOLLOWER else None
        self.save(update_fields=["state", "paid_at", "cooling_off_until", "call_back_by"])

    def reopen(self, *, state: SubscriptionState, less: Money, pay_by: date) -> None:
        """Store that a part of what was paid is owed again until a legal day (inclusive); it cools off anew later."""
        self.state, self.paid, self.pay_by = state, self.paid - less, pay_by
        self.paid_at = self.cooling_off_until = self.called_back_at = None
        self.call_back_determination_id = self.call_back_by = self.call_back_reminded = None
        self.save()

    def remind_of_call_back(self, *, days: int, by: date) -> None:
        """Store ahead of how many days it was told that the investor is to be reached, and by which legal day."""
        self.call_back_reminded, self.call_back_by = days, by
        self.save(update_fields=["call_back_reminded", "call_back_by"])

    def confirm_call_back(self, *, determination_id: UUID, now: datetime) -> None:
        """Store that the investor was called back and confirmed."""
        self.called_back_at, self.call_back_determination_id = now, determination_id
        self.save(update_fields=["called_back_at", "call_back_determination"])

    def move(self, *, state: SubscriptionState) -> None:
        """Store another state."""
        self.state = state
        self.save(update_fields=["state"])
