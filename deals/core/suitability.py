"""deals / core: whether a raise suits an investor, as verbs and pages see it, and what a written request must be.

Source: 基金募集机构投资者适当性管理实施指引（试行） (2017), article 44; facts 2.6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from compliance.core.facts import InvestorClass, ProductGrade
from compliance.core.risk_assessment import AssessmentStamp
from crowdfund.kernel.errors import FieldError

LONGEST_REQUEST: Final = 2_000
"""Most characters of an investor's own written request."""


class Standing(StrEnum):
    """Where an investor stands with the grade of a raise."""

    UNASSESSED = "unassessed"
    """No risk assessment was ever taken."""
    RUN_OUT = "run_out"
    """The latest one is no longer valid."""
    SUITS = "suits"
    CLOSED = "closed"
    """The lowest class: no way round."""
    UNSUITABLE = "unsuitable"
    """Above the investor's class: only at their own written request, and released by officers."""
    ASKED = "asked"
    """As before, and the investor has asked for it after the special warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitabilityStamp:
    """What an answer about suitability rests on: the assessment that counts, and whether the investor asked in writing.

    A verb that asked the rules before its lock compares it under the lock: unless it is the same, the answer is old.
    """

    assessment: AssessmentStamp | None
    has_asked: bool


def standing(stamp: SuitabilityStamp, *, grade: ProductGrade, suited: Iterable[str], today: date) -> Standing:
    """Return where somebody stands; `suited` are the grades that the book opens to their class."""
    if stamp.assessment is None:
        return Standing.UNASSESSED
    if today >= stamp.assessment.expires_on:
        return Standing.RUN_OUT
    if grade.value in suited:
        return Standing.SUITS
    if stamp.assessment.investor_class is InvestorClass.C1_LOWEST:
        return Standing.CLOSED
    return Standing.ASKED if stamp.has_asked else Standing.UNSUITABLE


def wrong_request(statement: str) -> tuple[FieldError, ...]:
    """Return what is wrong with a written request as such."""
    if not statement.strip():
        return (FieldError("/statement", "required"),)
    if len(statement) > LONGEST_REQUEST:
        return (FieldError("/statement", "too_long"),)
    return ()
