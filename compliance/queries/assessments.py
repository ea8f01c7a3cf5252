"""compliance / queries: risk assessments, and which of them counts for somebody."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Min, OuterRef, Subquery

from compliance.core.policy import may_watch_board
from compliance.core.risk_assessment import AssessmentStamp
from compliance.models import RiskAssessment
from compliance.queries.reminders import reminder_is_due
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOON: Final = timedelta(days=30)
"""What ends within this time is about to end."""


def assessment_stamp(user_id: UUID, *, on: date) -> AssessmentStamp | None:
    """Return the assessment that counts for somebody on a legal day: the latest one, valid or not. One query, no lock.

    None for whoever was never assessed by that day.
    """
    row = RiskAssessment.objects.filter(user_id=user_id, assessed_on__lte=on).latest_first().first()
    return None if row is None else row.stamp()


def count_assessments(user_id: UUID, *, on: date) -> int:
    """Return how often somebody was assessed on one legal day. One query."""
    return RiskAssessment.objects.filter(user_id=user_id, assessed_on=on).count()


def own_assessments(actor: Actor) -> "QuerySet[RiskAssessment, RiskAssessment]":
    """Return the assessments of whoever asks, the latest first. One query.

    :raises NotAuthorised: the actor is no user.
    """
    return RiskAssessment.objects.filter(user_id=acting_user(actor)).latest_first()


def assessments_seen_by(actor: Actor) -> "QuerySet[RiskAssessment, RiskAssessment]":
    """Return the assessments that the actor may know of: their own, for officers all; the latest first. One query."""
    return RiskAssessment.objects.visible_to(actor).latest_first()


def assessment_seen_by(actor: Actor, assessment_id: UUID) -> RiskAssessment:
    """Return one assessment. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    found = RiskAssessment.objects.visible_to(actor).filter(id=assessment_id).first()
    if found is None:
        raise NotFound
    return found


def assessments_ending(actor: Actor, *, today: date) -> "QuerySet[RiskAssessment, RiskAssessment]":
    """Return the assessments that count, are valid and end soon, the next to end first. One query.

    :raises NotAuthorised: unless the actor watches the board.
    """
    require(may_watch_board(actor), actor=actor)
    same = RiskAssessment.objects.filter(user_id=OuterRef("user_id")).latest_first()
    rows = RiskAssessment.objects.filter(
        expires_on__gt=today, expires_on__lte=today + SOON, id=Subquery(same.values("id")[:1])
    )
    return rows.select_related("user").order_by("expires_on", "id")


def assessments_to_remind_of(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - sweeps are asked at an instant; this one is about days
    after: UUID | None,
    limit: int,
    among: list[UUID] | None = None,
) -> list[UUID]:
    """Return up to `limit` assessments behind `after` whose people are to be told that they end. One query.

    Of each person only the latest counts, so whoever took another one is left in peace. With `among` only those.
    """
    later = RiskAssessment.objects.filter(user_id=OuterRef("user_id")).latest_first()
    rows = RiskAssessment.objects.annotate(reminded_days=Min("reminders__days"))
    rows = rows.filter(
        reminder_is_due(day), expires_on__gt=day, user__is_active=True, id=Subquery(later.values("id")[:1])
    )
    if after is not None:
        rows = rows.filter(id__gt=after)
    if among is not None:
        rows = rows.filter(id__in=among)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def assessed_users(keys: Iterable[UUID]) -> list[UUID]:
    """Return whose assessments these are. One query."""
    return list(RiskAssessment.objects.filter(id__in=list(keys)).values_list("user_id", flat=True))


def reminded_assessments(keys: Iterable[UUID]) -> list[tuple[UUID, UUID, date, int | None]]:
    """Return assessments in order: id, whose, when it ends, the fewest days ahead of which they were reminded.

    One query.
    """
    rows = RiskAssessment.objects.filter(id__in=list(keys)).annotate(reminded_days=Min("reminders__days"))
    return list(rows.order_by("id").values_list("id", "user_id", "expires_on", "reminded_days"))
