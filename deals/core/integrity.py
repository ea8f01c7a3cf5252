"""deals / core: what an inspection of the room's counters compares, and what it found."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Compared(StrEnum):
    """What is held against what."""

    ROOM = "room"
    """Room and places left in a raise against its ceiling and its live subscriptions."""
    CUSTODY = "custody"
    """Money of a raise at the custodian, as the ledger says, against whom it is owed to, as the rows say."""
    PAID = "paid"
    """What was paid of a subscription against what is owed to its investor, as the ledger says."""
    UNITS = "units"
    """Units of a vehicle against what was subscribed, what was issued and who holds them, as the ledger says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many were compared, and the ids of those that disagree: raises, subscriptions or vehicles."""

    what: Compared
    count: int
    astray: tuple[UUID, ...]
