"""deals / core: the life of a raise as a literal table."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class RoundState(StrEnum):
    """Where a raise (本轮融资) stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    OPEN = "open"


class RoundEvent(StrEnum):
    """What can happen to a raise."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    OPEN = "open"


ROUND_MACHINE: Machine[RoundState, RoundEvent] = Machine(
    "round",
    RoundState.DRAFT,
    {
        (RoundState.DRAFT, RoundEvent.SUBMIT): RoundState.SUBMITTED,
        (RoundState.SUBMITTED, RoundEvent.RETURN): RoundState.DRAFT,
        (RoundState.SUBMITTED, RoundEvent.APPROVE): RoundState.APPROVED,
        (RoundState.APPROVED, RoundEvent.OPEN): RoundState.OPEN,
    },
)

UNSEEN_BY_THE_DESK = frozenset({RoundState.DRAFT})
"""States in which a raise is its founders' own affair."""

SEEN_BY_INVESTORS = frozenset({RoundState.OPEN})
"""States in which a checked investor may see a raise."""
