"""deals / queries: who has paid and is to be called back, and what came of each call."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min

from compliance.core.queues import Backlog
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.core.call_back import CallBackStanding, call_back_standing
from deals.core.policy import may_work_the_desk
from deals.core.states import RoundState
from deals.models import CallBack, Subscription
from deals.queries.market import subscription_seen_by

if TYPE_CHECKING:
    from django.db.models import QuerySet


def call_backs_due(actor: Actor) -> "QuerySet[Subscription, Subscription]":
    """Return who has paid and was not called back, the first whose cooling-off ends in front, with `attempts`.

    Each with investor, raise and company. One query.

    :raises NotFound: for everybody who has nothing to do at the desk.
    """
    if not may_work_the_desk(actor):
        raise NotFound
    rows = Subscription.objects.visible_to(actor).to_call_back().filter(round__state=RoundState.LED)
    rows = rows.select_related("round__project__organisation", "investor").annotate(attempts=Count("call_backs"))
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
