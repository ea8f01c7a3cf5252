"""deals / queries: money of orders that nobody knows, and its way back."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.core.custody import reference_of
from deals.core.policy import may_watch_custody
from deals.core.states import StrayState
from deals.models import StrayMoney

if TYPE_CHECKING:
    from django.db.models import QuerySet


def strays_seen_by(actor: Actor) -> "QuerySet[StrayMoney, StrayMoney]":
    """Return the money of unknown orders, with whoever proposed and confirmed its return. One query.

    :raises NotAuthorised: unless the actor may watch custody.
    """
    require(may_watch_custody(actor), actor=actor)
    return StrayMoney.objects.select_related("proposed_by", "confirmed_by").order_by("-id")


def open_strays(actor: Actor) -> "QuerySet[StrayMoney, StrayMoney]":
    """Return what has not gone back yet, what came first first. One query.

    :raises NotAuthorised: unless the actor may watch custody.
    """
    return strays_seen_by(actor).exclude(state=StrayState.RETURNED).order_by("received_at", "id")


def stray_seen_by(actor: Actor, order_id: UUID) -> StrayMoney:
    """Return the money of one unknown order. One query.

    :raises NotAuthorised: unless the actor may watch custody. :raises NotFound: none came on it.
    """
    found = strays_seen_by(actor).filter(id=order_id).first()
    if found is None:
        raise NotFound
    return found


def unheard_returns(*, since: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return up to `limit` ids behind `after` of returns that the custodian has known since then. One query."""
    rows = StrayMoney.objects.unheard_of(since=since).order_by("return_id")
    rows = rows if after is None else rows.filter(return_id__gt=after)
    return [return_id for return_id in rows.values_list("return_id", flat=True)[:limit] if return_id is not None]


def stray_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the references of those among the orders that the actor may see. One query."""
    if not may_watch_custody(actor):
        return {}
    found = StrayMoney.objects.filter(id__in=list(ids)).values_list("id", flat=True)
    return {order_id: reference_of(order_id) for order_id in found}
