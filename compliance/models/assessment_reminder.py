"""compliance / models: ahead of how many days somebody was reminded that their risk assessment ends."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from crowdfund.db.append_only import AppendOnly
from crowdfund.kernel.ids import new_id


class AssessmentReminder(models.Model):
    """One reminder that a risk assessment ends in at most `days` days. Append-only, as the assessment itself."""

    id = models.UUIDField(primary_key=True, editable=False)
    assessment = models.ForeignKey("compliance.RiskAssessment", on_delete=models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="assessment_reminder_once", fields=["assessment", "days"]),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.days} {self.id}"

    @classmethod
    def store(cls, *, assessment_id: UUID, days: int, now: datetime) -> Self:
        """Store that somebody was reminded."""
        row = cls(id=new_id(now), assessment_id=assessment_id, days=days, reminded_at=now)
        row.save(force_insert=True)
        return row
