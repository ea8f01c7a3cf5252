"""exits / locks: rows under their lock, as evaluated instances. Order: raise, window, elections, accounts."""

from collections.abc import Iterable
from uuid import UUID

from crowdfund.db.locks import lock_row, lock_rows
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotFound
from deals.locks import lock_round_of_vehicle
from exits.models import ExitElection, ExitWindow, Lot


def lock_window(window_id: UUID, *, seen_by: Actor) -> ExitWindow:
    """Lock one window and return it with vehicle, raise and project; the platform itself finds every one. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    rows = ExitWindow.objects.select_related("vehicle__round__project").filter(id=window_id)
    return lock_row(rows if seen_by.kind is ActorKind.SYSTEM else rows.visible_to(seen_by))


def lock_raise_and_window(window_id: UUID, *, seen_by: Actor) -> ExitWindow:
    """Lock the raise behind a window, then the window, and return it. Whatever moves money starts so. Three queries.

    :raises NotFound: there is none that the actor may know of.
    """
    rows = ExitWindow.objects.filter(id=window_id)
    rows = rows if seen_by.kind is ActorKind.SYSTEM else rows.visible_to(seen_by)
    vehicle_id = rows.values_list("vehicle_id", flat=True).first()
    if vehicle_id is None:
        raise NotFound
    lock_round_of_vehicle(vehicle_id)
    return lock_window(window_id, seen_by=seen_by)


def lock_election(election_id: UUID) -> ExitElection:
    """Lock what one holder says, with the window and its raise beside it. Lock the raise before. One query.

    :raises NotFound: there is none.
    """
    return lock_row(ExitElection.objects.select_related("window__vehicle__round__project").filter(id=election_id))


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
