"""compliance / actions: tell people that a certification or a risk assessment of theirs ends soon.

What the sweeps "certification-reminders" and "assessment-reminders" do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from compliance.core.policy import may_remind_of_certifications
from compliance.core.reminders import reminder_due
from compliance.locks import lock_certifications
from compliance.models import AssessmentReminder
from compliance.queries.assessments import assessed_users, assessments_to_remind_of, reminded_assessments
from compliance.queries.certifications import certifications_to_remind_of
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.locks import lock_users
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """Something of a person that ends: what it is, when, ahead of how many days they were reminded last."""

    subject: Subject
    user_id: UUID
    expires_on: date
    reminded: int | None
    said: dict[str, str]
    """What the event says of it besides."""
    note: Callable[..., object]
    """Stores that they were reminded ahead of so many `days`."""


def remind_of_expiry(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Remind the holders of those of these certifications that end soon and are not renewed; return how many.

    Thirty days ahead and seven days ahead, once each; a reminder that was missed comes late, and the nearest one alone.

    :raises NotAuthorised: for anybody but the platform itself. Locks the certifications.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_remind_of_certifications(actor), actor=actor)
        rows = lock_certifications(keys)
        due = frozenset(certifications_to_remind_of(day=day, now=now, after=None, limit=len(keys), among=keys))
        ending = [
            _Ending(
                subject=Subject(kind="certification", id=row.id),
                user_id=row.user_id,
                expires_on=row.expires_on,
                reminded=row.reminded_days,
                said={"regime": row.regime},
                note=row.remind,
            )
            for row in rows
            if row.id in due and row.expires_on is not None
        ]
        return sum(_remind(each, verb="certification.expiring", day=day) for each in ending)


def remind_of_assessments(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Remind those whose risk assessment among these ends soon and who took no later one; return how many.

    On the same days as `remind_of_expiry`. Without one that is valid nobody subscribes or leads, and a lead is neither
    accepted nor closed with (platform policy, article 22).

    :raises NotAuthorised: for anybody but the platform itself. Locks the users, for the assessments never change.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_remind_of_certifications(actor), actor=actor)
        lock_users(assessed_users(keys))
        due = assessments_to_remind_of(day=day, now=now, after=None, limit=len(keys), among=keys)
        ending = [
            _Ending(
                subject=Subject(kind="risk_assessment", id=id),
                user_id=user_id,
                expires_on=expires_on,
                reminded=reminded,
                said={},
                note=partial(AssessmentReminder.store, assessment_id=id, now=now),
            )
            for id, user_id, expires_on, reminded in reminded_assessments(due)
        ]
        return sum(_remind(each, verb="assessment.expiring", day=day) for each in ending)


def _remind(ending: _Ending, *, verb: str, day: date) -> bool:
    days = reminder_due(expires_on=ending.expires_on, day=day, reminded=ending.reminded)
    if days is None:
        return False
    ending.note(days=days)
    record(
        verb=verb,
        subject=ending.subject,
        after={**ending.said, "expires_on": ending.expires_on.isoformat(), "days": str(days)},
        notify=[ending.user_id],
    )
    return True
