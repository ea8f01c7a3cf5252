"""deals / actions: the gate of cooling-off and call-back, before somebody is called and before money leaves."""

from collections.abc import Iterable

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.round import RoundSnapshot
from deals.core.states import SubscriptionState
from deals.facts import call_back_facts
from deals.models import Subscription


def ask_called_back(*, before: RoundSnapshot, subscriptions: Iterable[Subscription]) -> Ruling:
    """Return the stored ruling on whether everybody who has paid for a raise was called back: one question for all.

    The subscriptions are locked by the caller; those that are not paid in full have no part in it.

    :raises OutsideWork: no unit of work is open.
    """
    paid = {each.id: each.cooling for each in subscriptions if each.state == SubscriptionState.PAID}
    return determine(
        facts=call_back_facts({id_: cooling for id_, cooling in paid.items() if cooling is not None}),
        subject=Subject(kind="round", id=before.id),
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )


def ask_to_call(subscription: Subscription) -> Ruling:
    """Return the stored ruling on whether somebody may call the investor at the instant of the unit of work.

    It is about the raise, as the question before the closing is, and its one part names the subscription. It belongs to
    the officer who asks and to no company.

    :raises ValueError: it is not paid in full. :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    if (cooling := subscription.cooling) is None:
        raise ValueError("nobody cools off who has not paid")
    return determine(
        facts=call_back_facts({subscription.id: cooling.called(work.now)}),
        subject=Subject(kind="round", id=subscription.round_id),
        as_of=legal_day(work.now),
    )
