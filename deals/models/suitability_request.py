"""deals / models: who asked in writing for a raise above their class, and which warning they had read."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from compliance.core.facts import InvestorClass, ProductGrade
from compliance.core.papers import SpecialWarning
from compliance.core.risk_assessment import AssessmentStamp
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id
from deals.core.policy import may_work_the_desk


class SuitabilityRequestQuerySet(models.QuerySet["SuitabilityRequest"]):
    """Reads written requests."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own, for the desk all; the company never knows of them."""
        if may_work_the_desk(actor):
            return self
        if actor.kind is not ActorKind.PERSON:
            return self.none()
        return self.filter(investor_id=actor.id)


class SuitabilityRequest(models.Model):
    """An investor's own written request for a raise that does not suit them (投资者主动书面要求). Append-only.

    It counts for one raise of one grade and for one class of the investor. `warning` and `warning_hash` say which
    version of the special warning they had read, `shown` is its text as it stood before them; `statement` is what they
    wrote, encrypted.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("deals.Round", on_delete=models.PROTECT, related_name="+")
    investor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("compliance.RiskAssessment", on_delete=models.PROTECT, related_name="+")
    product_grade = WordField()
    investor_class = WordField()
    warning = models.PositiveIntegerField(help_text="Number of the version.")
    warning_hash = models.CharField(max_length=64)
    shown = models.TextField()
    statement = EncryptedTextField()
    requested_at = models.DateTimeField()

    objects = SuitabilityRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("product_grade", ProductGrade, name="suitability_request_grade_is_a_word"),
            words_check("investor_class", InvestorClass, name="suitability_request_class_is_a_word"),
            models.CheckConstraint(
                name="suitability_request_not_of_the_lowest", condition=~models.Q(investor_class="C1_LOWEST")
            ),
            models.CheckConstraint(name="suitability_request_shows_a_warning", condition=~models.Q(shown="")),
            models.UniqueConstraint(
                name="suitability_request_once", fields=["round", "investor", "product_grade", "investor_class"]
            ),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.investor_class} {self.product_grade} {self.id}"

    @classmethod
    def make(
        cls,
        *,
        round_id: UUID,
        investor_id: UUID,
        product_grade: ProductGrade,
        assessment: AssessmentStamp,
        warning: SpecialWarning,
        shown: str,
        statement: str,
        now: datetime,
    ) -> Self:
        """Store a request."""
        row = cls(
            id=new_id(now),
            round_id=round_id,
            investor_id=investor_id,
            assessment_id=assessment.assessment_id,
            product_grade=product_grade,
            investor_class=assessment.investor_class,
            warning=warning.number,
            warning_hash=warning.hash,
            shown=shown,
            statement=statement,
            requested_at=now,
        )
        row.save(force_insert=True)
        return row
