"""deals / actions: an investor rescinds a subscription that is paid, while nobody has called back with success."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.unwind_subscription import unwind_subscription
from deals.core.policy import may_take_back
from deals.locks import lock_round_of_subscription, lock_subscription
from deals.queries import subscription_seen_by


def rescind_subscription(*, actor: Actor, now: datetime, subscription_id: UUID) -> None:
    """Rescind the actor's own subscription (解除合同); everything that was paid goes back, without a reason.

    Allowed from the payment until somebody who does not sell has called back with success. A lead who rescinds ends
    the raise. Source: 私募投资基金募集行为管理办法, articles 29 to 31; platform policy, article 17.

    :raises NotFound, NotAuthorised: unless its investor asks, in person.
    :raises NothingToRescind: it is not paid in full, was called back, or has ended. Locks the raise, the subscription
        and the room; a lead's every subscription of the raise.
    """
    with unit_of_work(actor=actor, now=now):
        subscription_seen_by(actor, subscription_id)  # for whoever may not see it, it does not exist
        row = lock_round_of_subscription(subscription_id)
        subscription = lock_subscription(subscription_id)
        require(may_take_back(actor, investor_id=subscription.investor_id), actor=actor)
        unwind_subscription(subscription, row=row)
