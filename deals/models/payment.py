"""deals / models: movements of money through the custodian, and what the custodian said."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Money
from deals.core.custody import Message, MessageKind, Order, order_for, reference_of
from deals.core.money_moves import ORDERED_ABOVE, PaymentPurpose
from deals.core.policy import sees_everything_submitted
from deals.core.states import PAYMENT_MACHINE, PaymentState

_ABOVE = sorted(purpose.value for purpose in ORDERED_ABOVE)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Reads movements as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those that the actor pays or is paid by, those of their companies' raises, and for the desk all."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(self.concerning(actor.id) | Q(round__project__organisation_id__in=list(actor.memberships)))

    @staticmethod
    def concerning(user_id: UUID | None) -> Q:
        """Return the condition that somebody pays or is paid by a movement."""
        return Q(subscription__investor_id=user_id) | Q(party_id=user_id, party__isnull=False)

    def to_instruct(self, *, now: datetime) -> Self:
        """Keep what the custodian may be told of at `now`."""
        return self.filter(state=PaymentState.DUE, due_at__lte=now)

    def unheard_of(self, *, since: datetime) -> Self:
        """Keep what the custodian was told of and has not settled, if it was to be told before `since`."""
        return self.filter(state=PaymentState.INSTRUCTED, due_at__lte=since)

    def open(self) -> Self:
        """Keep what has neither settled nor been cancelled."""
        return self.filter(state__in=[PaymentState.DUE, PaymentState.INSTRUCTED])


class Payment(models.Model):
    """One movement of money that the custodian is asked to expect or to send (托管划款).

    The row is the order: the custodian knows it by the row's id, so an instruction sent twice is one order. `attempts`
    and `due_at` belong to the telling, which is repeated until the custodian has heard. What a room above ordered names
    its subject, the `party` who pays or is paid, and for incoming money the last legal day (inclusive) to pay.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("deals.Round", on_delete=models.PROTECT, related_name="payments")
    subscription = models.ForeignKey("deals.Subscription", on_delete=models.PROTECT, null=True, related_name="payments")
    purpose = WordField()
    state = WordField(default=PAYMENT_MACHINE.initial.value)
    currency = CurrencyField()
    amount = MoneyField()
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Business time from which the custodian may be told.")
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    party = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60, default="", blank=True)
    subject_id = models.UUIDField(null=True)
    pay_by = models.DateField(null=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", PaymentState, name="payment_state_is_a_word"),
            words_check("purpose", PaymentPurpose, name="payment_purpose_is_a_word"),
            models.CheckConstraint(name="payment_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_belongs",
                condition=Q(purpose="payout")
                | Q(purpose="return", party__isnull=False)
                | Q(purpose__in=_ABOVE, party__isnull=False)
                | Q(subscription__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_ordered_above_names_its_subject",
                condition=Q(purpose__in=_ABOVE, subject_id__isnull=False) & ~Q(subject_kind="")
                | ~Q(purpose__in=_ABOVE) & Q(subject_id=None, subject_kind=""),
            ),
            models.CheckConstraint(
                name="payment_settled_has_its_instant", condition=~Q(state="settled") | Q(settled_at__isnull=False)
            ),
            models.UniqueConstraint(
                name="payment_one_payout", fields=["round"], condition=Q(purpose="payout") & ~Q(state="cancelled")
            ),
            models.UniqueConstraint(
                name="payment_one_for_a_subject",
                fields=["subject_kind", "subject_id"],
                condition=Q(subject_id__isnull=False) & ~Q(state="cancelled"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="payment_to_instruct", fields=["due_at", "id"], condition=Q(state="due")),
            models.Index(name="payment_unheard_of", fields=["id"], condition=Q(state="instructed")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @classmethod
    def order(
        cls,
        *,
        round_id: UUID,
        subscription_id: UUID | None,
        purpose: PaymentPurpose,
        amount: Money,
        now: datetime,
        party_id: UUID | None = None,
    ) -> Self:
        """Store a new movement; whoever tells the custodian finds it. `party_id` is for returns to a buyer."""
        payment = cls(
            id=new_id(now),
            round_id=round_id,
            subscription_id=subscription_id,
            purpose=purpose,
            amount=amount,
            due_at=now,
            created_at=now,
            party_id=party_id,
        )
        payment.save(force_insert=True)
        return payment

    @classmethod
    def order_above(
        cls,
        *,
        round_id: UUID,
        purpose: PaymentPurpose,
        subject: tuple[str, UUID],
        party_id: UUID,
        amount: Money,
        pay_by: date | None,
        now: datetime,
    ) -> Self:
        """Store a new movement that a room above orders; whoever tells the custodian finds it."""
        payment = cls(
            id=new_id(now),
            round_id=round_id,
            purpose=purpose,
            subject_kind=subject[0],
            subject_id=subject[1],
            party_id=party_id,
            amount=amount,
            pay_by=pay_by,
            due_at=now,
            created_at=now,
        )
        payment.save(force_insert=True)
        return payment

    def order_again(self, *, now: datetime) -> Self:
        """Store another movement like this one, which is used up."""
        again = type(self)(
            id=new_id(now),
            round_id=self.round_id,
            subscription_id=self.subscription_id,
            purpose=self.purpose,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            party_id=self.party_id,
            amount=self.amount,
            pay_by=self.pay_by,
            due_at=now,
            created_at=now,
        )
        again.save(force_insert=True)
        return again

    @property
    def as_order(self) -> Order:
        """The movement as the custodian is told of it."""
        return order_for(payment_id=self.id, purpose=PaymentPurpose(self.purpose), amount=self.amount)

    @property
    def reference(self) -> str:
        """The words by which the transfer is recognised."""
        return reference_of(self.id)

    def instruct(self, *, state: PaymentState) -> None:
        """Store that the custodian has been told."""
        self.state = state
        self.save(update_fields=["state"])

    def postpone(self, *, until: datetime) -> None:
        """Store that telling the custodian did not work and when to try again."""
        self.attempts, self.due_at = self.attempts + 1, until
        self.save(update_fields=["attempts", "due_at"])

    def settle(self, *, state: PaymentState, now: datetime) -> None:
        """Store that the money has moved."""
        self.state, self.settled_at = state, now
        self.save(update_fields=["state", "settled_at"])

    def cancel(self, *, state: PaymentState) -> None:
        """Store that the money shall not move."""
        self.state = state
        self.save(update_fields=["state"])


class CustodianMessage(models.Model):
    """What the custodian said, word for word, once per message id (托管行回执). Append-only."""

    message_id = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=60)
    order_id = models.UUIDField()
    body = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            words_check("kind", MessageKind, name="custodian_message_kind_is_a_word"),
            models.CheckConstraint(name="custodian_message_has_an_id", condition=~Q(message_id="")),
        ]
        indexes: ClassVar = [models.Index(name="custodian_message_of_order", fields=["order_id"])]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"

    @classmethod
    def keep(cls, message: Message, *, now: datetime) -> bool:
        """Store a message and return True, or False when it was stored before.

        Waits for a transaction that is storing the same message. One or two queries.
        """
        values = {
            "kind": message.kind,
            "order_id": message.order_id,
            "body": message.as_plain(),
            "received_at": now,
        }
        _, is_new = cls.objects.get_or_create(message_id=message.id, defaults=values)
        return is_new
