"""deals / actions: undo a subscription that is paid and was not called back: everything goes back. Part of verbs."""

from collections.abc import Iterable
from uuid import UUID

from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.errors import Conflict
from deals.actions.order_refund import order_refund
from deals.actions.take_room import give_room_back, hold_room
from deals.actions.wind_up_round import wind_up
from deals.core.call_back import may_still_rescind
from deals.core.money_moves import SubscriptionKind
from deals.core.states import ROUND_MACHINE, RoundEvent, RoundState, SubscriptionState
from deals.locks import lock_subscriptions_of_round
from deals.models import Round, Subscription


class NothingToRescind(Conflict):
    """The subscription is not paid in full, was called back with success, or has ended."""

    code = "nothing_to_rescind"


def unwind_subscription(
    subscription: Subscription, *, row: Round, verb: str = "subscription.rescinded", tell: Iterable[UUID] = ()
) -> None:
    """Let a locked subscription of a locked raise go, in the current unit of work, and tell the company and `tell`.

    `verb` says why it ends.

    A follower's money goes back and their room is free again. Followers came in behind a lead: if it is the lead's, the
    raise ends and everybody gets everything back.

    :raises NothingToRescind: see its name. :raises OutsideWork: no unit of work is open.
    """
    if not may_still_rescind(SubscriptionState(subscription.state), subscription.cooling):
        raise NothingToRescind
    organisation_id = row.project.organisation_id
    record(
        verb=verb,
        subject=Subject(kind="subscription", id=subscription.id),
        before={"state": subscription.state},
        after={"round": str(row.id), "paid": subscription.paid.as_text(), "kind": subscription.kind},
        organisation=organisation_id,
        notify=[*members_of(organisation_id), *tell],
    )
    if subscription.kind == SubscriptionKind.LEAD:
        _end_without_its_lead(row)
        return
    work = current_work()
    order_refund(actor=work.actor, now=work.now, subscription_id=subscription.id)
    give_room_back(round_id=row.id, amount=subscription.amount)


def _end_without_its_lead(row: Round) -> None:
    after = ROUND_MACHINE.move(RoundState(row.state), RoundEvent.FAIL)
    hold_room(round_id=row.id)  # followers come in under this lock, not under that of the raise
    wind_up(row, lock_subscriptions_of_round(row.id), state=after, verb="round.lost_its_lead")
