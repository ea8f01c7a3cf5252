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
