"""compliance / core: which document shows which figure of an application, and what is still missing (证明材料)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from compliance.core.certification import DEEMED, EvidenceKind, Regime
from compliance.core.declaration import AssetKind, Declaration, pools
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.errors import Conflict


class Proof(StrEnum):
    """What a document shows: one kind of financial asset, or something else that was declared."""

    DEPOSITS = AssetKind.DEPOSITS.value
    """银行存款证明"""
    SHARES = AssetKind.SHARES.value
    """证券账户对账单（股票）"""
    BONDS = AssetKind.BONDS.value
    """债券托管证明"""
    FUND_UNITS = AssetKind.FUND_UNITS.value
    """基金份额证明"""
    ASSET_PLANS = AssetKind.ASSET_PLANS.value
    """资产管理计划份额证明"""
    WEALTH_PRODUCTS = AssetKind.WEALTH_PRODUCTS.value
    """银行理财产品持有证明"""
    TRUST_PLANS = AssetKind.TRUST_PLANS.value
    """信托合同与份额证明"""
    INSURANCE = AssetKind.INSURANCE.value
    """保险单与现金价值证明"""
    FUTURES = AssetKind.FUTURES.value
    """期货账户权益证明"""
    INCOME = "income"
    """最近三年收入或者纳税证明"""
    NET_ASSETS = "net_assets"
    """最近一年末审计报告"""
    FAMILY = "family"
    """家庭关系与负债证明; 2018 only"""
    EXPERIENCE = "experience"
    """投资经历证明; 2018 only"""
    DEEMED = "deemed"
    """备案、登记、设立或者任职证明"""
    FINAL_INVESTORS = "final_investors"
    """最终投资者名册及其合格证明"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One document of an application: what it shows, and either the upload or the number of a file sent before."""

    shows: Proof
    upload: Upload | None = None
    file_id: UUID | None = None


class EvidenceMissing(Conflict):
    """A figure that the certification would rest on has no document."""

    code: ClassVar[str] = "evidence_missing"


_OWN: Final = {EvidenceKind.ANNUAL_INCOME: Proof.INCOME, EvidenceKind.NET_ASSETS: Proof.NET_ASSETS}
_FAMILY: Final = (EvidenceKind.FAMILY_FINANCIAL_ASSETS, EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS)


def needed_proofs(*, regime: Regime, evidence: EvidenceKind, declaration: Declaration) -> tuple[Proof, ...]:
    """Return what documents must show before an application can be approved: each figure that it rests on.

    Each kind of asset has its own. An application that declares no figure at all rests on the officer's own
    examination, which the rules refer to; it needs no document here.
    """
    needed = [*_of_figures(evidence, declaration)]
    if evidence in DEEMED:
        needed.append(Proof.DEEMED)
    if pools(declaration, evidence):
        needed.append(Proof.FINAL_INVESTORS)
    if regime is Regime.ASSET_MANAGEMENT_2018 and declaration.experience_years is not None:
        needed.append(Proof.EXPERIENCE)
    return tuple(needed)


def _of_figures(evidence: EvidenceKind, declaration: Declaration) -> tuple[Proof, ...]:
    by_holdings = tuple(Proof(kind.value) for kind, _ in declaration.holdings)
    if evidence is EvidenceKind.FINANCIAL_ASSETS:
        return by_holdings
    if evidence in _FAMILY:
        return (*by_holdings, Proof.FAMILY) if by_holdings else ()
    is_declared = declaration.incomes if evidence is EvidenceKind.ANNUAL_INCOME else declaration.net_assets
    return (_OWN[evidence],) if evidence in _OWN and is_declared else ()


def missing_proofs(needed: Collection[Proof], shown: Collection[Proof]) -> tuple[Proof, ...]:
    """Return what is needed and no document shows, in the order of the needs."""
    return tuple(proof for proof in needed if proof not in shown)
