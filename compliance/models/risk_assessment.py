"""compliance / models: which class of investor somebody is, by which answers to which questionnaire."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from compliance.core.canonical import canonical_json
from compliance.core.facts import InvestorClass
from compliance.core.policy import may_examine_certifications
from compliance.core.risk_assessment import Assessed, AssessmentStamp, Questionnaire
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id


class RiskAssessmentQuerySet(models.QuerySet["RiskAssessment"]):
    """Reads risk assessments."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep one's own; officers with a second factor see all."""
        if may_examine_certifications(actor):
            return self
        if actor.kind is not ActorKind.PERSON:
            return self.none()
        return self.filter(user_id=actor.id)

    def latest_first(self) -> Self:
        """Order by when they were taken; the first one of a person is the one that counts."""
        return self.order_by("-assessed_on", "-id")


class RiskAssessment(models.Model):
    """A risk assessment (风险测评). Append-only: the next one takes its place, and this one stays.

    `questionnaire` and `questionnaire_hash` say which questions were answered; `answers`, option by question as JSON,
    are encrypted because they speak of wealth. `assessed_on` and `expires_on` are legal days, half-open: `expires_on`
    is the first day on which it is no longer valid.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.PositiveIntegerField(help_text="Number of the version.")
    questionnaire_hash = models.CharField(max_length=64)
    answers = EncryptedTextField()
    points = models.PositiveIntegerField()
    investor_class = WordField()
    assessed_on = models.DateField()
    expires_on = models.DateField()
    assessed_at = models.DateTimeField()

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("investor_class", InvestorClass, name="risk_assessment_class_is_a_word"),
            models.CheckConstraint(name="risk_assessment_ends_later", condition=Q(expires_on__gt=F("assessed_on"))),
            models.CheckConstraint(
                name="risk_assessment_hash_is_sha256", condition=Q(questionnaire_hash__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("user"), F("assessed_on").desc(), F("id").desc(), name="risk_assessment_of_user"),
            models.Index(fields=["expires_on"], name="risk_assessment_ends"),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.investor_class} {self.id}"

    @classmethod
    def take(
        cls,
        *,
        user_id: UUID,
        questionnaire: Questionnaire,
        answers: Mapping[str, str],
        assessed: Assessed,
        assessed_on: date,
        expires_on: date,
        now: datetime,
    ) -> Self:
        """Store an assessment."""
        row = cls(
            id=new_id(now),
            user_id=user_id,
            questionnaire=questionnaire.number,
            questionnaire_hash=questionnaire.hash,
            answers=canonical_json({**answers}),
            points=assessed.points,
            investor_class=assessed.investor_class,
            assessed_on=assessed_on,
            expires_on=expires_on,
            assessed_at=now,
        )
        row.save(force_insert=True)
        return row

    def given(self) -> dict[str, str]:
        """Return the option that was chosen, by question."""
        return {str(question): str(option) for question, option in json.loads(self.answers).items()}

    def stamp(self) -> AssessmentStamp:
        """Return what an answer of the rules rests on."""
        return AssessmentStamp(
            assessment_id=self.id,
            investor_class=InvestorClass(self.investor_class),
            assessed_on=self.assessed_on,
            expires_on=self.expires_on,
        )
