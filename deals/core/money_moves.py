"""deals / core: the kinds of subscriptions and of movements of money."""

from enum import StrEnum


class SubscriptionKind(StrEnum):
    """Who subscribes: the lead investor (领投人) or a follower (跟投人)."""

    LEAD = "lead"
    FOLLOWER = "follower"


class PaymentPurpose(StrEnum):
    """What a movement of money is for. The first two come in, the others go out."""

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

    @property
    def comes_in(self) -> bool:
        """Whether the money comes from an investor to the custodian."""
        return self in {PaymentPurpose.DEPOSIT, PaymentPurpose.SUBSCRIPTION}
