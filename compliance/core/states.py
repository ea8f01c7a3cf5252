"""compliance / core: the life of a certification as a literal table."""

from enum import StrEnum
from typing import Final

from crowdfund.kernel.machine import Machine


class CertificationState(StrEnum):
    """Where a certification as qualified investor (合格投资者认定) stands.

    An approved one ends by its date: it is `EXPIRED` from the first invalid day on, without anybody moving it.
    """

    APPLIED = "applied"
    """It waits for a compliance officer."""
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    """Its last valid day is over; the investor may apply again."""


class CertificationEvent(StrEnum):
    """What can happen to a certification."""

    APPROVE = "approve"
    REFUSE = "refuse"
    EXPIRE = "expire"


CERTIFICATION_MACHINE: Final[Machine[CertificationState, CertificationEvent]] = Machine(
    "certification",
    CertificationState.APPLIED,
    {
        (CertificationState.APPLIED, CertificationEvent.APPROVE): CertificationState.APPROVED,
        (CertificationState.APPLIED, CertificationEvent.REFUSE): CertificationState.REFUSED,
        (CertificationState.APPROVED, CertificationEvent.EXPIRE): CertificationState.EXPIRED,
    },
)


class ClearanceState(StrEnum):
    """Where a request to clear a warning or a referral (解除申请) stands.

    A granted one ends by its date: it is `EXPIRED` from the first invalid day on, without anybody moving it.
    """

    REQUESTED = "requested"
    """It waits for an officer."""
    PROPOSED = "proposed"
    """One officer proposes to grant it; another has to confirm."""
    GRANTED = "granted"
    DECLINED = "declined"
    EXPIRED = "expired"


class ClearanceEvent(StrEnum):
    """What can happen to a request to clear."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    DECIDE = "decide"
    """One officer grants it alone; only where no warning is among what is cleared."""
    DECLINE = "decline"
    EXPIRE = "expire"


CLEARANCE_MACHINE: Final[Machine[ClearanceState, ClearanceEvent]] = Machine(
    "clearance",
    ClearanceState.REQUESTED,
    {
        (ClearanceState.REQUESTED, ClearanceEvent.PROPOSE): ClearanceState.PROPOSED,
        (ClearanceState.REQUESTED, ClearanceEvent.DECIDE): ClearanceState.GRANTED,
        (ClearanceState.REQUESTED, ClearanceEvent.DECLINE): ClearanceState.DECLINED,
        (ClearanceState.PROPOSED, ClearanceEvent.CONFIRM): ClearanceState.GRANTED,
        (ClearanceState.PROPOSED, ClearanceEvent.DECLINE): ClearanceState.DECLINED,
        (ClearanceState.GRANTED, ClearanceEvent.EXPIRE): ClearanceState.EXPIRED,
    },
)
