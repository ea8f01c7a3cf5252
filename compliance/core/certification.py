"""compliance / core: what a certification as qualified investor rests on, and for how long it holds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from compliance.core.states import CertificationState
from compliance.core.terms import CERTIFIED_MONTHS, term_on
from crowdfund.kernel.days import add_months
from crowdfund.kernel.errors import Conflict, FieldError

EVIDENCE_PURPOSE: Final = "certification.evidence"
"""What files are for that come with an application."""

LONGEST_STATEMENT: Final = 2_000
"""Most characters of the applicant's statement."""


class Regime(StrEnum):
    """By which text somebody is a qualified investor (合格投资者)."""

    PRIVATE_FUND_2014 = "private_fund_2014"
    """私募投资基金监督管理暂行办法 (2014), article 12."""


REGIME_PROVISION: Final = {Regime.PRIVATE_FUND_2014: "private_fund_2014#12"}
"""Where the book lists the text of each regime."""


class EvidenceKind(StrEnum):
    """What shows that somebody is qualified; each is one alternative of article 12."""

    FINANCIAL_ASSETS = "financial_assets"
    """金融资产: an individual's financial assets of at least 3,000,000 yuan."""
    ANNUAL_INCOME = "annual_income"
    """个人年均收入: an average income of at least 500,000 yuan in the last three years."""
    NET_ASSETS = "net_assets"
    """净资产: an institution's net assets of at least 10,000,000 yuan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationStamp:
    """Which certification somebody's being qualified rests on, and in which version.

    A verb that asked the rules before its lock compares it under the lock: unless it is the same, the answer is old.
    """

    certification_id: UUID
    approved_on: date
    expires_on: date


class AlreadyWaiting(Conflict):
    """An application of the same person already waits for an officer; nobody waits twice."""

    code = "certification_waiting"


def state_on(state: CertificationState, *, expires_on: date | None, day: date) -> CertificationState:
    """Return where a certification stands on a legal day: what was approved has expired from `expires_on` on."""
    if state is CertificationState.APPROVED and expires_on is not None and day >= expires_on:
        return CertificationState.EXPIRED
    return state


def expiry_of(approved_on: date) -> date:
    """Return the first legal day on which an approval of `approved_on` no longer holds, clamped to the month end.

    The term is the platform's own (article 43 of its policy); the law sets none, but wealth and income change.
    """
    return add_months(approved_on, term_on(approved_on, CERTIFIED_MONTHS))


def wrong_application(statement: str) -> tuple[FieldError, ...]:
    """Return what is wrong with an application as such; whether it is true is for an officer to say."""
    if not statement.strip():
        return (FieldError("/statement", "required"),)
    if len(statement) > LONGEST_STATEMENT:
        return (FieldError("/statement", "too_long"),)
    return ()
