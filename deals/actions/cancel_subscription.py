"""deals / actions: an investor takes a subscription back for which nothing was paid yet."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove
from deals.actions.release_subscription import release_subscription
from deals.core.policy import may_take_back
from deals.core.states import SUBSCRIPTION_MACHINE, SubscriptionEvent
from deals.locks import lock_round_of_subscription, lock_subscription
from deals.queries import subscription_seen_by


def cancel_subscription(*, actor: Actor, now: datetime, subscription_id: UUID) -> None:
    """Cancel the actor's own subscription and give its room back; what was due is called off.

    A lead who cancels gives up an accepted offer, which lapses.

    :raises NotFound, NotAuthorised: unless its investor asks, in person.
    :raises IllegalMove: something was paid, or it has ended. Locks the raise, the subscription and the room.
    """
    with unit_of_work(actor=actor, now=now):
        subscription_seen_by(actor, subscription_id)  # for whoever may not see it, it does not exist
        row = lock_round_of_subscription(subscription_id)
        subscription = lock_subscription(subscription_id)
        require(may_take_back(actor, investor_id=subscription.investor_id), actor=actor)
        if subscription.paid:
            raise IllegalMove(
                machine=SUBSCRIPTION_MACHINE.name, state=subscription.state, event=SubscriptionEvent.CANCEL
            )
        release_subscription(subscription, organisation_id=row.project.organisation_id)
