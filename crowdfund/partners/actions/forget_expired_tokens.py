"""partners / actions: tokens that admit nobody any more are deleted; they were no evidence of anything."""

from datetime import datetime

from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.partners.models import forget_tokens


def forget_expired_tokens(*, actor: Actor, now: datetime) -> int:
    """Delete the access tokens that had expired at `now` (real time) and return how many there were.

    No event: nothing changes for anybody, and each token's client is known from what was done with it.

    :raises NotAuthorised: unless the system asks.
    """
    with unit_of_work(actor=actor, now=now):
        if actor.kind is not ActorKind.SYSTEM:
            raise NotAuthorised
        return forget_tokens(expired_at=now)
