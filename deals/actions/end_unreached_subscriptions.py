"""deals / actions: followers whom no call-back reaches are reminded, and leave; what "unreached-investors" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.unwind_subscription import unwind_subscription
from deals.core.policy import may_end_unreached
from deals.core.reach import Leave, Remind, next_step
from deals.locks import lock_round_of_subscription, lock_subscription
from deals.models import Round, Subscription
from deals.queries.call_backs import reach_of


def end_unreached_subscriptions(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Remind of each of these paid subscriptions or end it, as the legal day asks, and return of how many.

    A follower whom nobody has reached by the last day leaves on the day after it, once calls on enough different days
    have failed: everything goes back and the room is free again, so that the others are not held up for ever (platform
    policy, article 18). Investor and officers are reminded seven and two days before. A lead is never let go so, for
    the raise would end with them. One transaction for each subscription.

    :raises NotAuthorised: for anybody but the platform itself. Locks the raise, the subscription and the room.
    """
    return sum(_look_after(key, actor=actor, now=now, day=day) for key in keys)


def _look_after(subscription_id: UUID, *, actor: Actor, now: datetime, day: date) -> bool:
    """Look again under the locks: whoever was reached, rescinded or reminded since the question is left alone."""
    with unit_of_work(actor=actor, now=now):
        require(may_end_unreached(actor), actor=actor)
        row = lock_round_of_subscription(subscription_id)
        subscription = lock_subscription(subscription_id)
        reach = reach_of(subscription, row=row, day=day)
        match step := reach and next_step(reach, day=day):
            case Remind():
                subscription.remind_of_call_back(days=step.days, by=step.last_on)
                _remind(subscription, row=row, step=step, tried=reach.tried if reach else 0)
            case Leave():
                tell = [subscription.investor_id]
                unwind_subscription(subscription, row=row, verb="subscription.unreached_ended", tell=tell)
        return step is not None


def _remind(subscription: Subscription, *, row: Round, step: Remind, tried: int) -> None:
    """Tell the investor to be reachable, and the officers to call."""
    for verb, told in (
        ("subscription.unreached", [subscription.investor_id]),
        ("subscription.call_back_runs_out", users_with_role(Role.OFFICER)),
    ):
        record(
            verb=verb,
            subject=Subject(kind="subscription", id=subscription.id),
            after={"round": str(row.id), "by": step.last_on.isoformat(), "days": str(step.days), "tried": str(tried)},
            notify=told,
        )
