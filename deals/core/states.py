"""deals / core: the life of a raise as a literal table."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class RoundState(StrEnum):
    """Where a raise (本轮融资) stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    OPEN = "open"
    """Confirmed investors see it; it looks for its lead (征集领投)."""
    LED = "led"
    """The lead has committed with a paid deposit; followers subscribe behind (跟投中)."""
    CLOSED = "closed"
    FAILED = "failed"
    """It ended below its minimum; everything is refunded."""


class RoundEvent(StrEnum):
    """What can happen to a raise."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    OPEN = "open"
    CONFIRM_LEAD = "confirm_lead"
    CLOSE = "close"
    FAIL = "fail"


ROUND_MACHINE: Machine[RoundState, RoundEvent] = Machine(
    "round",
    RoundState.DRAFT,
    {
        (RoundState.DRAFT, RoundEvent.SUBMIT): RoundState.SUBMITTED,
        (RoundState.SUBMITTED, RoundEvent.RETURN): RoundState.DRAFT,
        (RoundState.SUBMITTED, RoundEvent.APPROVE): RoundState.APPROVED,
        (RoundState.APPROVED, RoundEvent.OPEN): RoundState.OPEN,
        (RoundState.OPEN, RoundEvent.CONFIRM_LEAD): RoundState.LED,
        (RoundState.OPEN, RoundEvent.FAIL): RoundState.FAILED,
        (RoundState.LED, RoundEvent.CLOSE): RoundState.CLOSED,
        (RoundState.LED, RoundEvent.FAIL): RoundState.FAILED,
    },
)

UNSEEN_BY_THE_DESK = frozenset({RoundState.DRAFT})
"""States in which a raise is its founders' own affair."""

UNDER_WAY = frozenset({RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN, RoundState.LED})
"""States in which officers or investors read a raise whose words were judged."""

SEEN_BY_INVESTORS = frozenset({RoundState.OPEN, RoundState.LED})
"""States in which every checked investor may see a raise; those who take part in it see it for good."""


BEFORE_INVESTORS = frozenset({RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED})
"""States in which no investor has a part in a raise yet."""


class OfferState(StrEnum):
    """Where the offer of a lead (领投要约) stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    """The founders accepted; the deposit is due."""
    CONFIRMED = "confirmed"
    """The deposit has arrived; the raise is led."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The deposit did not arrive in time, or the raise ended."""


class OfferEvent(StrEnum):
    """What can happen to the offer of a lead."""

    ACCEPT = "accept"
    CONFIRM = "confirm"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


OFFER_MACHINE: Machine[OfferState, OfferEvent] = Machine(
    "lead_offer",
    OfferState.OFFERED,
    {
        (OfferState.OFFERED, OfferEvent.ACCEPT): OfferState.ACCEPTED,
        (OfferState.OFFERED, OfferEvent.DECLINE): OfferState.DECLINED,
        (OfferState.OFFERED, OfferEvent.WITHDRAW): OfferState.WITHDRAWN,
        (OfferState.OFFERED, OfferEvent.LAPSE): OfferState.LAPSED,
        (OfferState.ACCEPTED, OfferEvent.CONFIRM): OfferState.CONFIRMED,
        (OfferState.ACCEPTED, OfferEvent.LAPSE): OfferState.LAPSED,
    },
)


class SubscriptionState(StrEnum):
    """Where a subscription (认购) stands."""

    RESERVED = "reserved"
    """Room in the raise is taken; the money is due."""
    PAID = "paid"
    """The whole amount is in custody."""
    ALLOCATED = "allocated"
    """The raise closed; the holder has units of the vehicle."""
    CANCELLED = "cancelled"
    """Nothing was paid, or everything that was paid had come back, before the raise ended."""
    REFUNDING = "refunding"
    REFUNDED = "refunded"


class SubscriptionEvent(StrEnum):
    """What can happen to a subscription."""

    PAY = "pay"
    CANCEL = "cancel"
    ALLOCATE = "allocate"
    REFUND = "refund"
    SETTLE_REFUND = "settle_refund"
    REOPEN = "reopen"
    """A part of what was paid may not stay, and is owed again."""


SUBSCRIPTION_MACHINE: Machine[SubscriptionState, SubscriptionEvent] = Machine(
    "subscription",
    SubscriptionState.RESERVED,
    {
        (SubscriptionState.RESERVED, SubscriptionEvent.PAY): SubscriptionState.PAID,
        (SubscriptionState.RESERVED, SubscriptionEvent.CANCEL): SubscriptionState.CANCELLED,
        (SubscriptionState.RESERVED, SubscriptionEvent.REFUND): SubscriptionState.REFUNDING,
        (SubscriptionState.PAID, SubscriptionEvent.ALLOCATE): SubscriptionState.ALLOCATED,
        (SubscriptionState.PAID, SubscriptionEvent.REFUND): SubscriptionState.REFUNDING,
        (SubscriptionState.PAID, SubscriptionEvent.REOPEN): SubscriptionState.RESERVED,
        (SubscriptionState.REFUNDING, SubscriptionEvent.SETTLE_REFUND): SubscriptionState.REFUNDED,
    },
)

LIVE_OFFERS = frozenset({OfferState.ACCEPTED, OfferState.CONFIRMED})
"""States in which an offer to lead takes room in its raise."""

STANDING_OFFERS = LIVE_OFFERS | {OfferState.OFFERED}
"""States in which an offer to lead may still become something."""

LIVE_SUBSCRIPTIONS = frozenset({SubscriptionState.RESERVED, SubscriptionState.PAID, SubscriptionState.ALLOCATED})
"""States in which a subscription takes room in its raise."""


class PaymentState(StrEnum):
    """Where one movement of money through the custodian (托管银行) stands."""

    DUE = "due"
    """A row; the custodian has not been told yet."""
    INSTRUCTED = "instructed"
    """The custodian knows it and waits for the money, or is sending it."""
    SETTLED = "settled"
    CANCELLED = "cancelled"


class PaymentEvent(StrEnum):
    """What can happen to one movement of money."""

    INSTRUCT = "instruct"
    SETTLE = "settle"
    CANCEL = "cancel"


PAYMENT_MACHINE: Machine[PaymentState, PaymentEvent] = Machine(
    "payment",
    PaymentState.DUE,
    {
        (PaymentState.DUE, PaymentEvent.INSTRUCT): PaymentState.INSTRUCTED,
        (PaymentState.DUE, PaymentEvent.SETTLE): PaymentState.SETTLED,
        (PaymentState.DUE, PaymentEvent.CANCEL): PaymentState.CANCELLED,
        (PaymentState.INSTRUCTED, PaymentEvent.SETTLE): PaymentState.SETTLED,
        (PaymentState.INSTRUCTED, PaymentEvent.CANCEL): PaymentState.CANCELLED,
    },
)


class StrayState(StrEnum):
    """Where money stands that came on an order which nobody knows (不明来款)."""

    WAITING = "waiting"
    """It lies in suspense; nobody has decided anything."""
    PROPOSED = "proposed"
    """One operator wants to send it back; another one must agree."""
    DUE = "due"
    """It is to go back; the custodian has not been told yet."""
    INSTRUCTED = "instructed"
    RETURNED = "returned"


class StrayEvent(StrEnum):
    """What can happen to stray money."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    INSTRUCT = "instruct"
    SETTLE = "settle"


STRAY_MACHINE: Machine[StrayState, StrayEvent] = Machine(
    "stray_money",
    StrayState.WAITING,
    {
        (StrayState.WAITING, StrayEvent.PROPOSE): StrayState.PROPOSED,
        (StrayState.PROPOSED, StrayEvent.PROPOSE): StrayState.PROPOSED,
        (StrayState.PROPOSED, StrayEvent.CONFIRM): StrayState.DUE,
        (StrayState.DUE, StrayEvent.INSTRUCT): StrayState.INSTRUCTED,
        (StrayState.DUE, StrayEvent.SETTLE): StrayState.RETURNED,
        (StrayState.INSTRUCTED, StrayEvent.SETTLE): StrayState.RETURNED,
    },
)
