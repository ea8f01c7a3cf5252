"""compliance / core: what a certification as qualified investor rests on, and for how long it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from compliance.core.facts import DeemedKind, HolderKind, InvestorKind, Unknown
from compliance.core.facts import Regime as RulesRegime
from compliance.core.states import CertificationState
from compliance.core.terms import CERTIFIED_MONTHS, term_on
from crowdfund.kernel.days import add_months
from crowdfund.kernel.errors import Conflict, FieldError

EVIDENCE_PURPOSE: Final = "certification.evidence"
"""What files are for that come with an application."""

LONGEST_STATEMENT: Final = 2_000
"""Most characters of the applicant's statement."""


class Regime(StrEnum):
    """By which text somebody is certified as qualified investor (合格投资者); a draft certifies nobody."""

    PRIVATE_FUND_2014 = "private_fund_2014"
    """私募投资基金监督管理暂行办法 (2014), articles 12 and 13."""
    ASSET_MANAGEMENT_2018 = "asset_management_2018"
    """资管新规 (2018), article 5; for asset-management products only."""


REGIME_PROVISION: Final = {
    Regime.PRIVATE_FUND_2014: "private_fund_2014#12",
    Regime.ASSET_MANAGEMENT_2018: "asset_management_2018#5",
}
"""Where the book lists the text of each regime."""


class EvidenceKind(StrEnum):
    """What somebody is qualified by: one alternative of a regime's test, or a kind that is deemed qualified."""

    FINANCIAL_ASSETS = "financial_assets"
    """金融资产: an individual's own financial assets."""
    ANNUAL_INCOME = "annual_income"
    """个人年均收入: an individual's average income of the last three years."""
    NET_ASSETS = "net_assets"
    """净资产: an institution's net assets of at least 10,000,000 yuan."""
    FAMILY_NET_FINANCIAL_ASSETS = "family_net_financial_assets"
    """家庭金融净资产; 2018 only."""
    FAMILY_FINANCIAL_ASSETS = "family_financial_assets"
    """家庭金融资产; 2018 only."""
    PENSION_OR_CHARITY = "pension_or_charity"
    """社会保障基金、企业年金等养老基金，慈善基金等社会公益基金; deemed qualified, as all that follow."""
    FILED_PLAN = "filed_plan"
    """依法设立并在基金业协会备案的投资计划"""
    MANAGER_OR_STAFF = "manager_or_staff"
    """投资于所管理私募基金的管理人及其从业人员: in that manager's own funds only."""
    CSRC_NAMED = "csrc_named"
    """中国证监会规定的其他投资者"""


DEEMED: Final[Mapping[EvidenceKind, DeemedKind]] = {
    EvidenceKind.PENSION_OR_CHARITY: DeemedKind.PENSION_OR_CHARITY,
    EvidenceKind.FILED_PLAN: DeemedKind.FILED_PLAN,
    EvidenceKind.MANAGER_OR_STAFF: DeemedKind.MANAGER_OR_STAFF,
    EvidenceKind.CSRC_NAMED: DeemedKind.CSRC_NAMED,
}
"""Who is deemed qualified without ticket and wealth (article 13 of the measures of 2014)."""

EVIDENCE_OF: Final[Mapping[Regime, tuple[EvidenceKind, ...]]] = {
    Regime.PRIVATE_FUND_2014: (
        EvidenceKind.FINANCIAL_ASSETS,
        EvidenceKind.ANNUAL_INCOME,
        EvidenceKind.NET_ASSETS,
        *DEEMED,
    ),
    Regime.ASSET_MANAGEMENT_2018: (
        EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS,
        EvidenceKind.FAMILY_FINANCIAL_ASSETS,
        EvidenceKind.ANNUAL_INCOME,
        EvidenceKind.NET_ASSETS,
    ),
}
"""By what somebody may be qualified under each regime."""

INVESTOR_KINDS: Final[Mapping[EvidenceKind, InvestorKind]] = {
    EvidenceKind.FINANCIAL_ASSETS: InvestorKind.INDIVIDUAL,
    EvidenceKind.ANNUAL_INCOME: InvestorKind.INDIVIDUAL,
    EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS: InvestorKind.INDIVIDUAL,
    EvidenceKind.FAMILY_FINANCIAL_ASSETS: InvestorKind.INDIVIDUAL,
    EvidenceKind.NET_ASSETS: InvestorKind.INSTITUTION,
    EvidenceKind.PENSION_OR_CHARITY: InvestorKind.INSTITUTION,
    EvidenceKind.FILED_PLAN: InvestorKind.INSTITUTION,
}
"""What somebody is who is qualified by this; a manager or its staff, and others, may be either."""


class InstitutionForm(StrEnum):
    """Whether an institution is looked through to the investors behind it (穿透核查)."""

    COMPANY = "company"
    """公司等法人: counts as one."""
    POOLING_VEHICLE = "pooling_vehicle"
    """合伙企业、契约等非法人形式，汇集多数投资者的资金: its final investors are counted, and each must be qualified."""


LOOKED_THROUGH: Final = (EvidenceKind.NET_ASSETS, EvidenceKind.MANAGER_OR_STAFF)
"""Who may have final investors behind them. The other deemed kinds are not looked through (article 13, paragraph 2)."""

_COUNTS_AS: Final[Mapping[EvidenceKind, HolderKind]] = {
    EvidenceKind.PENSION_OR_CHARITY: HolderKind.DEEMED_PLAN,
    EvidenceKind.FILED_PLAN: HolderKind.FILED_FUND,
    EvidenceKind.CSRC_NAMED: HolderKind.DEEMED_PLAN,
}


def holder_kind(evidence: EvidenceKind, institution: InstitutionForm | None) -> HolderKind:
    """Return as what a certified investor is counted among the holders of a vehicle."""
    if evidence not in LOOKED_THROUGH or institution is None:
        return _COUNTS_AS.get(evidence, HolderKind.INDIVIDUAL)
    is_pool = institution is InstitutionForm.POOLING_VEHICLE
    return HolderKind.UNFILED_VEHICLE if is_pool else HolderKind.COMPANY


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationAsked:
    """Which certification a vehicle asks of its investors.

    `regime` is the one that it brings; `manager_number` the registration of its manager, whose own staff count as
    qualified in this manager's funds and nowhere else.
    """

    regime: RulesRegime | Unknown
    manager_number: str = ""


PRIVATE_FUND: Final = CertificationAsked(regime=RulesRegime.PRIVATE_FUND_2014)
"""What a private fund asks whose manager has no staff among its investors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAs:
    """As what one investor counts among the holders of a vehicle; `final_investors` only of one looked through."""

    kind: HolderKind
    final_investors: int | None = None

    @property
    def is_looked_through(self) -> bool:
        """Whether those who stand behind it are counted, not itself."""
        return self.kind is HolderKind.UNFILED_VEHICLE


def plain_number(number: str) -> str:
    """Return a registration number as it is compared: without blanks, in capitals."""
    return "".join(number.split()).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationStamp:
    """Which certification somebody's being qualified rests on, and in which version.

    A verb that asked the rules before its lock compares it under the lock: unless it is the same, the answer is old.
    """

    certification_id: UUID
    approved_on: date
    expires_on: date


class AlreadyWaiting(Conflict):
    """An application of the same person under the same regime waits for an officer; nobody waits twice."""

    code = "certification_waiting"


class NothingToRenew(Conflict):
    """What is to be renewed was never approved, or is of another regime."""

    code = "nothing_to_renew"


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
