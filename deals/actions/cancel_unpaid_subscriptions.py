"""deals / actions: subscriptions that nobody paid in time give their room back; what "unpaid-subscriptions" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.release_subscription import release_subscription
from deals.core.policy import may_cancel_unpaid
from deals.locks import lock_rounds_of_subscriptions, lock_unpaid_subscriptions


def cancel_unpaid_subscriptions(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Cancel those of the subscriptions whose last day to pay lies before `day`, and return how many.

    A lead whose deposit did not come loses the accepted offer; the raise stays open and may find another lead.
    Whatever was paid or cancelled since the question stays as it is.

    :raises NotAuthorised: for anybody but the platform itself. Locks their raises, then the subscriptions.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_cancel_unpaid(actor), actor=actor)
        rounds = {row.id: row for row in lock_rounds_of_subscriptions(keys)}
        unpaid = lock_unpaid_subscriptions(keys, day=day)
        for subscription in unpaid:
            organisation_id = rounds[subscription.round_id].project.organisation_id
            release_subscription(subscription, organisation_id=organisation_id)
        return len(unpaid)
