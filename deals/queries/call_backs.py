"""deals / queries: who has paid and is to be called back, and what came of each call."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min, Q

from compliance.core.queues import Backlog
from compliance.core.terms import CALL_BACK_ATTEMPTS, term_on
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotFound
from deals.core.call_back import CallBackOutcome, CallBackStanding, call_back_standing, may_still_rescind
from deals.core.policy import may_work_the_desk
from deals.core.reach import REMIND_AHEAD, Reach
from deals.core.states import RoundState, SubscriptionState
from deals.models import CallBack, Round, Subscription
from deals.queries.market import subscription_seen_by

if TYPE_CHECKING:
    from django.db.models import QuerySet


def call_backs_due(actor: Actor) -> "QuerySet[Subscription, Subscription]":
    """Return who has paid and was not called back, the first whose cooling-off ends in front.

    Each with investor, raise and company, with `attempts`, and with `tried`, the days of those in vain. One query.

    :raises NotFound: for everybody who has nothing to do at the desk.
    """
    if not may_work_the_desk(actor):
        raise NotFound
    rows = Subscription.objects.visible_to(actor).to_call_back().filter(round__state=RoundState.LED)
    rows = rows.select_related("round__project__organisation", "investor").with_tried()
    rows = rows.annotate(attempts=Count("call_backs"))
    return rows.order_by("cooling_off_until", "id")


def waiting_call_backs(actor: Actor) -> Backlog | None:
    """Return how many have paid and wait for their call, and since when the longest has; to the desk. One query."""
    if not may_work_the_desk(actor):
        return None
    rows = Subscription.objects.visible_to(actor).to_call_back().filter(round__state=RoundState.LED)
    found = rows.aggregate(count=Count("id"), oldest=Min("paid_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])


def call_backs_of(actor: Actor, subscription_id: UUID) -> "QuerySet[CallBack, CallBack]":
    """Return the calls to the investor of a subscription, newest first. Two queries.

    :raises NotFound: there is no such subscription that the actor may see.
    """
    subscription_seen_by(actor, subscription_id)
    rows = CallBack.objects.visible_to(actor).filter(subscription_id=subscription_id)
    return rows.select_related("officer").order_by("-id")


def call_back_seen_by(actor: Actor, call_back_id: UUID) -> CallBack:
    """Return one call. One query.

    :raises NotFound: there is none that the actor may see.
    """
    found = CallBack.objects.visible_to(actor).filter(id=call_back_id).first()
    if found is None:
        raise NotFound
    return found


def call_back_standing_of(round_id: UUID) -> CallBackStanding:
    """Return how many of those who have paid for a raise were not called back, and until when. One query."""
    rows = Subscription.objects.to_call_back().filter(round_id=round_id)
    return call_back_standing(cooling for row in rows if (cooling := row.cooling) is not None)


def reach_of(subscription: Subscription, *, row: Round, day: date) -> Reach | None:
    """Return how far the call-backs to a locked subscription of a locked raise have come; None if nobody waits for one.

    One query.
    """
    waits = may_still_rescind(SubscriptionState(subscription.state), subscription.cooling)
    if not waits or row.state != RoundState.LED or subscription.call_back_by is None:
        return None
    in_vain = CallBack.objects.filter(subscription_id=subscription.id, outcome=CallBackOutcome.NOT_REACHED)
    return Reach(
        last_on=subscription.call_back_by,
        tried=len({legal_day(at) for at in in_vain.values_list("called_at", flat=True)}),
        needed=term_on(day, CALL_BACK_ATTEMPTS),
        reminded=subscription.call_back_reminded,
    )


def unreached_subscriptions(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - sweeps are asked at an instant; this one is about days
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` subscriptions behind `after` of followers to be reminded of the call-back, or to leave.

    One query. `core.reach.next_step` says the same of one of them.
    """
    due = Q(call_back_by__lt=day, call_back_reminded__isnull=True)
    due |= Q(call_back_by__lt=day, tried__gte=term_on(day, CALL_BACK_ATTEMPTS))
    for days in REMIND_AHEAD:
        told = Q(call_back_reminded__isnull=False, call_back_reminded__lte=days)
        due |= Q(call_back_by__gte=day, call_back_by__lt=day + timedelta(days=days)) & ~told
    rows = Subscription.objects.to_call_back().filter(round__state=RoundState.LED, call_back_by__isnull=False)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.with_tried().filter(due).order_by("id").values_list("id", flat=True)[:limit])
