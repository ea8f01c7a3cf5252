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


class ScreeningState(StrEnum):
    """Where one screening (身份核验与名单筛查) of a person stands.

    A cleared one ends by its date: it is `EXPIRED` from the first day on which it no longer counts, without anybody
    moving it.
    """

    REQUESTED = "requested"
    """The provider was asked, or will be, and has not answered."""
    CLEAR = "clear"
    """The identity is right and no list has anybody like this person."""
    HIT = "hit"
    """A list has somebody who may be this person; an officer decides."""
    MISMATCH = "mismatch"
    """Name and document do not belong together, says the register; an officer decides."""
    FAILED = "failed"
    """The provider could not carry the check out; another one is requested."""
    CLEARED = "cleared"
    """An officer found that the hit is somebody else, or harmless."""
    CONFIRMED = "confirmed"
    """An officer found that it is this person; business with them stops."""
    EXPIRED = "expired"


class ScreeningEvent(StrEnum):
    """What can happen to a screening."""

    FIND_NOTHING = "find_nothing"
    FIND_HIT = "find_hit"
    FIND_MISMATCH = "find_mismatch"
    FAIL = "fail"
    CLEAR_HIT = "clear_hit"
    CONFIRM_HIT = "confirm_hit"
    EXPIRE = "expire"


SCREENING_MACHINE: Final[Machine[ScreeningState, ScreeningEvent]] = Machine(
    "screening",
    ScreeningState.REQUESTED,
    {
        (ScreeningState.REQUESTED, ScreeningEvent.FIND_NOTHING): ScreeningState.CLEAR,
        (ScreeningState.REQUESTED, ScreeningEvent.FIND_HIT): ScreeningState.HIT,
        (ScreeningState.REQUESTED, ScreeningEvent.FIND_MISMATCH): ScreeningState.MISMATCH,
        (ScreeningState.REQUESTED, ScreeningEvent.FAIL): ScreeningState.FAILED,
        # A provider that could not answer may do so later, and one that found nothing may find something after all;
        # never the other way round.
        (ScreeningState.FAILED, ScreeningEvent.FIND_NOTHING): ScreeningState.CLEAR,
        (ScreeningState.FAILED, ScreeningEvent.FIND_HIT): ScreeningState.HIT,
        (ScreeningState.FAILED, ScreeningEvent.FIND_MISMATCH): ScreeningState.MISMATCH,
        (ScreeningState.CLEAR, ScreeningEvent.FIND_HIT): ScreeningState.HIT,
        (ScreeningState.CLEAR, ScreeningEvent.FIND_MISMATCH): ScreeningState.MISMATCH,
        (ScreeningState.HIT, ScreeningEvent.CLEAR_HIT): ScreeningState.CLEARED,
        (ScreeningState.HIT, ScreeningEvent.CONFIRM_HIT): ScreeningState.CONFIRMED,
        (ScreeningState.MISMATCH, ScreeningEvent.CLEAR_HIT): ScreeningState.CLEARED,
        (ScreeningState.MISMATCH, ScreeningEvent.CONFIRM_HIT): ScreeningState.CONFIRMED,
        (ScreeningState.CLEAR, ScreeningEvent.EXPIRE): ScreeningState.EXPIRED,
        (ScreeningState.CLEARED, ScreeningEvent.EXPIRE): ScreeningState.EXPIRED,
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
