"""notices / actions: a reader has read one notice, or all of them.

Reading leaves no event: it changes nothing for anybody else, and who was told of what stands in the deliveries.
"""

from datetime import datetime
from uuid import UUID

from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.notices.locks import lock_notice
from crowdfund.notices.models import Notice


def read_notice(*, actor: Actor, now: datetime, notice_id: UUID) -> None:
    """Store that the actor has read a notice; the first time counts.

    :raises NotFound: when there is none, or it is somebody else's.
    """
    with unit_of_work(actor=actor, now=now):
        lock_notice(notice_id=notice_id, actor=actor).read(now=now)


def read_all_notices(*, actor: Actor, now: datetime) -> int:
    """Store that the actor has read all notices and return how many were new.

    :raises NotAuthorised: for anybody but a person.
    """
    with unit_of_work(actor=actor, now=now):
        if actor.kind is not ActorKind.PERSON or actor.id is None:
            raise NotAuthorised
        return Notice.read_all(recipient_id=actor.id, now=now)
