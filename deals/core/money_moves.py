"""deals / core: the kinds of subscriptions and of movements of money."""

from enum import StrEnum
from typing import Final


class SubscriptionKind(StrEnum):
    """Who subscribes: the lead investor (领投人) or a follower (跟投人)."""

    LEAD = "lead"
    FOLLOWER = "follower"


class PaymentPurpose(StrEnum):
    """What a movement of money is for. Deposit, subscription and purchase come in, the others go out."""

    DEPOSIT = "deposit"
    """The lead's performance deposit (履约保证金), a part of their subscription paid first."""
    SUBSCRIPTION = "subscription"
    """What is still to be paid of a subscription."""
    REFUND = "refund"
    """What was paid of a subscription goes back to its investor."""
    RETURN = "return"
    """Money that should not have come goes back to whoever sent it (退回错账); it never belonged to a subscription."""
    PAYOUT = "payout"
    """The raised money goes to the issuer at closing."""
    PURCHASE = "purchase"
    """Somebody pays for units that holders sell; a room above says for what."""
    PROCEEDS = "proceeds"
    """A seller of units gets their part of such a purchase."""

    @property
    def comes_in(self) -> bool:
        """Whether the money comes from an investor to the custodian."""
        return self in COMING_IN

    @property
    def is_ordered_above(self) -> bool:
        """Whether a room above ordered the movement and is told when it has taken place."""
        return self in ORDERED_ABOVE


COMING_IN: Final = frozenset({PaymentPurpose.DEPOSIT, PaymentPurpose.SUBSCRIPTION, PaymentPurpose.PURCHASE})
"""What somebody is to pay to the custodian."""

ORDERED_ABOVE: Final = frozenset({PaymentPurpose.PURCHASE, PaymentPurpose.PROCEEDS})
"""What rooms above order; such a movement names its subject and the person who pays or is paid."""
