"""compliance / core: what an applicant declares of their wealth, by kind of asset, and the question it becomes.

Source: 私募投资基金监督管理暂行办法 (2014), article 12: financial assets are deposits, shares, bonds, fund units,
asset-management plans, bank wealth products, trust plans, insurance products and futures interests; the own home is
none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from compliance.core.certification import EvidenceKind
from compliance.core.facts import InvestorKind, QualificationFacts, Reason, Regime, Unknown
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Currency, Money

_NOT_STATED: Final = Unknown(Reason.NOT_STATED)
_NOT_ASKED: Final = Unknown(Reason.NOT_ASKED)


class AssetKind(StrEnum):
    """What counts as a financial asset (金融资产)."""

    DEPOSITS = "deposits"
    """银行存款"""
    SHARES = "shares"
    """股票"""
    BONDS = "bonds"
    """债券"""
    FUND_UNITS = "fund_units"
    """基金份额"""
    ASSET_PLANS = "asset_plans"
    """资产管理计划"""
    WEALTH_PRODUCTS = "wealth_products"
    """银行理财产品"""
    TRUST_PLANS = "trust_plans"
    """信托计划"""
    INSURANCE = "insurance"
    """保险产品"""
    FUTURES = "futures"
    """期货权益"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What somebody declares with an application; what is None or empty was not declared.

    `ticket` is what they mean to put into one fund, `holdings` are by kind of asset, `incomes` of the last three years.
    """

    ticket: Money | None
    holdings: tuple[tuple[AssetKind, Money], ...]
    incomes: tuple[Money, ...]
    net_assets: Money | None

    @property
    def financial_assets(self) -> Money | None:
        """Return the sum of the holdings; None where none was declared."""
        if not self.holdings:
            return None
        return sum((amount for _, amount in self.holdings), start=Money.zero(Currency.CNY))

    def to_plain(self) -> dict[str, Any]:
        """Return the declaration for JSON."""
        return {
            "ticket": _text(self.ticket),
            "holdings": {kind.value: amount.as_text() for kind, amount in self.holdings},
            "incomes": [amount.as_text() for amount in self.incomes],
            "net_assets": _text(self.net_assets),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Declaration":
        """Read back what `to_plain` wrote."""
        return cls(
            ticket=_money(plain["ticket"]),
            holdings=tuple((kind, _yuan(plain["holdings"][kind])) for kind in AssetKind if kind in plain["holdings"]),
            incomes=tuple(_yuan(text) for text in plain["incomes"]),
            net_assets=_money(plain["net_assets"]),
        )


NOTHING_DECLARED: Final = Declaration(ticket=None, holdings=(), incomes=(), net_assets=None)
YEARS: Final = 3
"""Of how many last years the income is declared."""


def wrong_declaration(declaration: Declaration) -> tuple[FieldError, ...]:
    """Return what is wrong with a declaration as such: some years of income but not all, or less than nothing."""
    wrong: list[FieldError] = []
    if declaration.incomes and len(declaration.incomes) != YEARS:
        wrong.append(FieldError("/incomes", "required"))
    named = {"ticket": declaration.ticket, "net_assets": declaration.net_assets}
    amounts = {**named, **{kind.value: amount for kind, amount in declaration.holdings}}
    wrong += [FieldError(f"/{name}", "too_small") for name, amount in amounts.items() if amount and amount.minor < 0]
    if any(amount.minor < 0 for amount in declaration.incomes):
        wrong.append(FieldError("/incomes", "too_small"))
    return tuple(wrong)


def qualification_facts(evidence: EvidenceKind, declaration: Declaration) -> QualificationFacts:
    """Return the question whether the applicant is qualified for a private fund; what was not declared is unknown."""
    is_institution = evidence is EvidenceKind.NET_ASSETS
    return QualificationFacts(
        regime=Regime.PRIVATE_FUND_2014,
        investor_kind=InvestorKind.INSTITUTION if is_institution else InvestorKind.INDIVIDUAL,
        ticket=_known(declaration.ticket),
        deemed=None,
        financial_assets=_known(declaration.financial_assets),
        net_assets=_known(declaration.net_assets),
        annual_incomes=declaration.incomes or _NOT_STATED,
        family_net_financial_assets=_NOT_ASKED,
        family_financial_assets=_NOT_ASKED,
        experience_years=_NOT_ASKED,
        product_kind=_NOT_ASKED,
    )


def _known(amount: Money | None) -> Money | Unknown:
    return _NOT_STATED if amount is None else amount


def _text(amount: Money | None) -> str | None:
    return None if amount is None else amount.as_text()


def _money(text: str | None) -> Money | None:
    return None if text is None else _yuan(text)


def _yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)
