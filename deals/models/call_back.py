"""deals / models: attempts to call an investor back after the cooling-off, each as it ended."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.core.policy import sees_everything_submitted

_ALL = {each.value: True for each in Question}
_NONE = {each.value: False for each in Question}


class CallBackQuerySet(models.QuerySet["CallBack"]):
    """Reads attempts as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those to the actor, and for the desk all; the company reads whether and when, not what was said."""
        if sees_everything_submitted(actor):
            return self
        return self.filter(subscription__investor_id=actor.id)


class CallBack(models.Model):
    """One attempt to call an investor back (回访): who called, what was asked, and how it ended. Append-only.

    A question is true where the investor said yes. It names the determination that the cooling-off was over.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    subscription = models.ForeignKey("deals.Subscription", on_delete=models.PROTECT, related_name="call_backs")
    outcome = WordField()
    identity = models.BooleanField()
    own_money = models.BooleanField()
    contract_read = models.BooleanField()
    possible_loss = models.BooleanField()
    risk_fits = models.BooleanField()
    terms_known = models.BooleanField()
    cooling_off_known = models.BooleanField()
    dispute_clause = models.BooleanField()
    note = models.CharField(max_length=2_000, blank=True)
    officer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    objects = CallBackQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("outcome", CallBackOutcome, name="call_back_outcome_is_a_word"),
            models.CheckConstraint(name="call_back_confirms_everything", condition=~Q(outcome="confirmed") | Q(**_ALL)),
            models.CheckConstraint(
                name="call_back_not_reached_asks_nothing", condition=~Q(outcome="not_reached") | Q(**_NONE)
            ),
            models.CheckConstraint(name="call_back_declined_is_quoted", condition=~Q(outcome="declined") | ~Q(note="")),
        ]
        indexes: ClassVar = [models.Index(name="call_back_of_subscription", fields=["subscription", "id"])]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.id}"

    @classmethod
    def store(
        cls,
        *,
        subscription_id: UUID,
        outcome: CallBackOutcome,
        answers: Answers,
        officer_id: UUID,
        determination_id: UUID,
        now: datetime,
    ) -> Self:
        """Store one attempt."""
        call_back = cls(
            id=new_id(now),
            subscription_id=subscription_id,
            outcome=outcome,
            note=answers.note,
            officer_id=officer_id,
            determination_id=determination_id,
            called_at=now,
            **{each.value: each in answers.confirmed for each in Question},
        )
        call_back.save(force_insert=True)
        return call_back
