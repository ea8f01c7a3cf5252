"""exits / locks: rows under their lock, as evaluated instances. Order: raise, window, elections, accounts."""

from collections.abc import Iterable
from uuid import UUID

from crowdfund.db.locks import lock_row, lock_rows
from crowdfund.kernel.actor import Actor, ActorKind
from exits.models import ExitElection, ExitWindow, Lot


def lock_window(window_id: UUID, *, seen_by: Actor) -> ExitWindow:
    """Lock one window and return it with vehicle, raise and project; the platform itself finds every one. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    rows = ExitWindow.objects.select_related("vehicle__round__project").filter(id=window_id)
    return lock_row(rows if seen_by.kind is ActorKind.SYSTEM else rows.visible_to(seen_by))


def lock_elections(window_id: UUID) -> list[ExitElection]:
    """Lock every election of a window, the lowest id first. Lock the window before. One query."""
    return lock_rows(ExitElection.objects.filter(window_id=window_id))


def lock_own_election(window_id: UUID, *, holder_id: UUID) -> ExitElection:
    """Lock what one holder says in a window. Lock the window before. One query.

    :raises NotFound: they held no units when it opened.
    """
    return lock_row(ExitElection.objects.filter(window_id=window_id, holder_id=holder_id))


def lock_lots(ids: Iterable[UUID]) -> list[Lot]:
    """Lock some lots, the lowest id first, and return them with vehicle, raise and project. One query."""
    return lock_rows(Lot.objects.select_related("vehicle__round__project").filter(id__in=list(ids)))
