"""deals / actions: take room in a raise, and give it back. Part of other verbs, in their transaction."""

from uuid import UUID

from crowdfund.db.locks import advisory_lock
from crowdfund.kernel.errors import Conflict
from crowdfund.kernel.money import Money
from deals.models import RoundCapacity


class NoRoomLeft(Conflict):
    """The raise has less room than asked for, or no place for another holder."""

    code = "no_room_left"


def hold_room(*, round_id: UUID) -> None:
    """Keep everybody else from taking or giving back room until the transaction ends.

    Waiters queue in order without touching a row. Whoever ends a raise holds its room before they read who has
    subscribed: followers come in under this lock and not under that of the raise.
    """
    advisory_lock("round capacity", round_id)


def take_room(*, round_id: UUID, amount: Money) -> None:
    """Hold the room and take of it for one more holder and their amount; check and change are one statement.

    :raises NoRoomLeft: there is less room than that.
    """
    hold_room(round_id=round_id)
    if not RoundCapacity.take(round_id=round_id, minor=amount.minor):
        raise NoRoomLeft


def give_room_back(*, round_id: UUID, amount: Money) -> None:
    """Hold the room and give back what a subscription had taken."""
    hold_room(round_id=round_id)
    RoundCapacity.give_back(round_id=round_id, minor=amount.minor)
