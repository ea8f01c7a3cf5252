"""deals / locks: rows under their lock, as evaluated instances."""

from uuid import UUID

from crowdfund.db.locks import lock_row
from crowdfund.kernel.actor import Actor
from deals.models import Round


def lock_round(round_id: UUID, *, seen_by: Actor) -> Round:
    """Lock one raise and return it with its project (which the lock leaves alone). One query.

    :raises NotFound: there is none that the actor may know of.
    """
    return lock_row(Round.objects.visible_to(seen_by).select_related("project").filter(id=round_id))
