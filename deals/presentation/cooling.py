"""deals / presentation: the cooling-off and the call-back of a subscription, for its investor and for the desk."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from compliance.core.terms import CALL_BACK_ATTEMPTS, term_on
from deals.core.call_back import may_still_rescind
from deals.core.money_moves import SubscriptionKind
from deals.core.states import SubscriptionState
from deals.words import KINDS

if TYPE_CHECKING:
    from deals.models import CallBack, Subscription


def cooling_of(row: "Subscription") -> dict[str, Any]:
    """Return until when a paid subscription cools off, when it was called back, and whether it can be rescinded."""
    is_paid = row.state == SubscriptionState.PAID
    waits = may_still_rescind(SubscriptionState(row.state), row.cooling)
    return {
        "cooling": row.cooling if is_paid else None,
        "may_rescind": waits,
        "reach": _reach(row) if waits else None,
    }


def call_back_line(row: "Subscription", *, now: datetime) -> dict[str, Any]:
    """Return one subscription as the desk sees it at `now`: who, how much, and from when the investor may be called."""
    cooling = row.cooling
    return {
        "subscription": row,
        "round": row.round,
        "kind": KINDS[SubscriptionKind(row.kind)],
        "cooling": cooling,
        "is_over": cooling is not None and cooling.is_over(now),
        "is_waiting": may_still_rescind(SubscriptionState(row.state), cooling),
        "attempts": getattr(row, "attempts", 0),
        "tried": getattr(row, "tried", 0),
        "reach": _reach(row),
    }


def _reach(row: "Subscription") -> dict[str, Any] | None:
    """Return by which day a follower is to be reached, and how many days of calls in vain end the subscription."""
    if row.call_back_by is None:
        return None
    return {"by": row.call_back_by, "needed": term_on(row.call_back_by, CALL_BACK_ATTEMPTS)}


def call_lines(rows: Iterable["CallBack"]) -> list[dict[str, Any]]:
    """Return the calls so far, each with how it ended, when, by whom, and what was noted."""
    return [{"outcome": row.outcome, "at": row.called_at, "by": row.officer.email, "note": row.note} for row in rows]
