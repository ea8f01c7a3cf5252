"""audit / actions: have a parked delivery tried again, once its cause is gone."""

from datetime import datetime
from uuid import UUID

from crowdfund.audit.core.policy import may_release
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.locks import lock_parked
from crowdfund.audit.wake import wake
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised, NotFound


def release_delivery(*, actor: Actor, now: datetime, delivery_id: UUID) -> None:
    """Make a parked delivery due now, with all its tries before it.

    :raises NotAuthorised: for anybody but an operator and the platform itself.
    :raises NotFound: when there is no such delivery, or it is not parked.
    """
    with unit_of_work(actor=actor, now=now) as work:
        if not may_release(actor):
            raise NotAuthorised
        delivery = lock_parked(delivery_id)
        if delivery is None:
            raise NotFound
        channel = Channel(delivery.channel)
        before = {"attempts": delivery.attempts, "error": delivery.last_error}
        delivery.release(now=now)
        record(verb="delivery.released", subject=Subject(kind="delivery", id=delivery.id), before=before)
        work.after_commit(lambda: wake(channel))
