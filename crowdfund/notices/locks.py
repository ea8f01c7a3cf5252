"""notices / locks: a reader's notice, and a reader's choices."""

from uuid import UUID

from crowdfund.db.locks import advisory_lock, lock_row
from crowdfund.kernel.actor import Actor
from crowdfund.notices.models import Notice


def lock_notice(*, notice_id: UUID, actor: Actor) -> Notice:
    """Lock one notice of the actor.

    :raises NotFound: when there is none, or it is somebody else's.
    """
    return lock_row(Notice.objects.visible_to(actor).filter(id=notice_id))


def lock_preferences(user_id: UUID) -> None:
    """Let one transaction at a time change a reader's choices, rows or not."""
    advisory_lock("preferences", user_id)
