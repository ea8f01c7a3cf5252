"""deals / models: money that came on an order which nobody knows, and its way back to whoever sent it."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Money
from deals.core.custody import Order, StraySnapshot, reference_of, return_order
from deals.core.states import STRAY_MACHINE, StrayState


class StrayMoneyQuerySet(models.QuerySet["StrayMoney"]):
    """Reads stray money; only who watches custody gets that far."""

    def to_instruct(self, *, now: datetime) -> Self:
        """Keep what the custodian may be told at `now` to send back."""
        return self.filter(state=StrayState.DUE, due_at__lte=now)

    def unheard_of(self, *, since: datetime) -> Self:
        """Keep what the custodian was told before `since` to send back and has not."""
        return self.filter(state=StrayState.INSTRUCTED, due_at__lte=since)


class StrayMoney(models.Model):
    """Money that came to the custodian on an order which nobody knows (不明来款); it lies in suspense.

    `id` is that unknown order, which the custodian knows. One operator proposes to send the money back and says why,
    another one confirms; `return_id` is then the order by which it goes. `attempts` and `due_at` belong to the telling.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    return_id = models.UUIDField(null=True, unique=True)
    state = WordField(default=STRAY_MACHINE.initial.value)
    currency = CurrencyField()
    amount = MoneyField()
    received_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, help_text="Business time from which the custodian may be told.")
    returned_at = models.DateTimeField(null=True)

    objects = StrayMoneyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", StrayState, name="stray_state_is_a_word"),
            models.CheckConstraint(name="stray_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="stray_proposal_has_its_reason",
                condition=Q(state="waiting") | Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="stray_return_has_its_order",
                condition=Q(state__in=["waiting", "proposed"], return_id__isnull=True)
                | Q(
                    state__in=["due", "instructed", "returned"],
                    return_id__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    due_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="stray_nobody_confirms_their_own",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="stray_returned_has_its_instant",
                condition=~Q(state="returned") | Q(returned_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="stray_to_instruct", fields=["due_at", "id"], condition=Q(state="due")),
            models.Index(name="stray_unheard_of", fields=["return_id"], condition=Q(state="instructed")),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def keep(cls, *, order_id: UUID, amount: Money, now: datetime) -> Self:
        """Store money that has come on an unknown order."""
        stray = cls(id=order_id, amount=amount, received_at=now)
        stray.save(force_insert=True)
        return stray

    @property
    def reference(self) -> str:
        """The words that stood on the transfer, had it been one of ours; they stand on the way back as well."""
        return reference_of(self.id)

    @property
    def as_order(self) -> Order:
        """The way back as the custodian is told of it.

        :raises ValueError: it was not confirmed yet.
        """
        if self.return_id is None:
            raise ValueError("nobody has confirmed that this goes back")
        return return_order(order_id=self.return_id, answers=self.id, amount=self.amount)

    def snapshot(self) -> StraySnapshot:
        """Return it frozen as it stands."""
        return StraySnapshot(id=self.id, state=StrayState(self.state), proposed_by=self.proposed_by_id)

    def propose(self, *, state: StrayState, operator_id: UUID, reason: str, now: datetime) -> None:
        """Store that somebody wants to send it back, and why; an earlier proposal is replaced."""
        self.state, self.reason = state, reason
        self.proposed_by_id, self.proposed_at = operator_id, now
        self.save(update_fields=["state", "reason", "proposed_by", "proposed_at"])

    def confirm(self, *, state: StrayState, operator_id: UUID, now: datetime) -> None:
        """Store that somebody else agrees; whoever tells the custodian finds it."""
        self.state, self.return_id = state, new_id(now)
        self.confirmed_by_id, self.confirmed_at, self.due_at = operator_id, now, now
        self.save(update_fields=["state", "return_id", "confirmed_by", "confirmed_at", "due_at"])

    def postpone(self, *, until: datetime) -> None:
        """Store that telling the custodian did not work and when to try again."""
        self.attempts, self.due_at = self.attempts + 1, until
        self.save(update_fields=["attempts", "due_at"])

    def instruct(self, *, state: StrayState) -> None:
        """Store that the custodian has been told."""
        self.state = state
        self.save(update_fields=["state"])

    def settle(self, *, state: StrayState, now: datetime) -> None:
        """Store that the money has gone back."""
        self.state, self.returned_at = state, now
        self.save(update_fields=["state", "returned_at"])
