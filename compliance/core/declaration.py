"""compliance / core: what an applicant declares of their wealth, by kind of asset, and the question it becomes.

Source: 私募投资基金监督管理暂行办法 (2014), article 12: financial assets are deposits, shares, bonds, fund units,
asset-management plans, bank wealth products, trust plans, insurance products and futures interests; the own home is
none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from compliance.core.certification import (
    DEEMED,
    EVIDENCE_OF,
    INVESTOR_KINDS,
    LOOKED_THROUGH,
    EvidenceKind,
    InstitutionForm,
    Regime,
)
from compliance.core.facts import ProductKind, QualificationFacts, Reason, Unknown
from compliance.core.facts import Regime as RulesRegime
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

    `ticket` is what they mean to put into one fund, `holdings` are by kind of asset (of the family under the text of
    2018), `incomes` of the last three years. `family_debts` are owed by the family, `experience_years` full years of
    investing, `product_kind` what the product invests in: all for 2018 only. An institution says whether it pools the
    money of others (`institution`), and then how many final investors stand behind it and how many of them are not
    shown to be qualified. `manager_number` is the registration of the manager whose own fund staff invest in.
    """

    ticket: Money | None
    holdings: tuple[tuple[AssetKind, Money], ...]
    incomes: tuple[Money, ...]
    net_assets: Money | None
    family_debts: Money | None = None
    experience_years: int | None = None
    product_kind: ProductKind | None = None
    institution: InstitutionForm | None = None
    final_investors: int | None = None
    unqualified_investors: int | None = None
    manager_number: str = ""

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
            **{name: value for name, value in self._narrower().items() if value not in (None, "")},
        }

    def _narrower(self) -> dict[str, Any]:
        """Return what only some applications say; it is left out where nothing is said, as in older ones."""
        return {
            "family_debts": _text(self.family_debts),
            "experience_years": self.experience_years,
            "product_kind": self.product_kind and self.product_kind.value,
            "institution": self.institution and self.institution.value,
            "final_investors": self.final_investors,
            "unqualified_investors": self.unqualified_investors,
            "manager_number": self.manager_number,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Declaration":
        """Read back what `to_plain` wrote."""
        return cls(
            ticket=_money(plain["ticket"]),
            holdings=tuple((kind, _yuan(plain["holdings"][kind])) for kind in AssetKind if kind in plain["holdings"]),
            incomes=tuple(_yuan(text) for text in plain["incomes"]),
            net_assets=_money(plain["net_assets"]),
            family_debts=_money(plain.get("family_debts")),
            experience_years=plain.get("experience_years"),
            product_kind=ProductKind(plain["product_kind"]) if "product_kind" in plain else None,
            institution=InstitutionForm(plain["institution"]) if "institution" in plain else None,
            final_investors=plain.get("final_investors"),
            unqualified_investors=plain.get("unqualified_investors"),
            manager_number=plain.get("manager_number", ""),
        )


NOTHING_DECLARED: Final = Declaration(ticket=None, holdings=(), incomes=(), net_assets=None)
YEARS: Final = 3
"""Of how many last years the income is declared."""


def wrong_declaration(
    declaration: Declaration,
    *,
    evidence: EvidenceKind = EvidenceKind.FINANCIAL_ASSETS,
    regime: Regime = Regime.PRIVATE_FUND_2014,
) -> tuple[FieldError, ...]:
    """Return what is wrong with a declaration as such: figures that can't be, or that do not fit each other."""
    wrong: list[FieldError] = []
    if evidence not in EVIDENCE_OF[regime]:
        wrong.append(FieldError("/evidence", "not_a_choice"))
    if declaration.incomes and len(declaration.incomes) != YEARS:
        wrong.append(FieldError("/incomes", "required"))
    if any(amount.minor < 0 for amount in declaration.incomes):
        wrong.append(FieldError("/incomes", "too_small"))
    named = {name: getattr(declaration, name) for name in ("ticket", "net_assets", "family_debts")}
    amounts = {**named, **{kind.value: amount for kind, amount in declaration.holdings}}
    wrong += [FieldError(f"/{name}", "too_small") for name, amount in amounts.items() if amount and amount.minor < 0]
    return (*wrong, *_wrong_parties(declaration, evidence))


def _wrong_parties(declaration: Declaration, evidence: EvidenceKind) -> tuple[FieldError, ...]:
    """Return what is wrong with what is said of who stands behind an investor, and of whose staff they are."""
    wrong: list[FieldError] = []
    if evidence is EvidenceKind.NET_ASSETS and declaration.institution is None:
        wrong.append(FieldError("/institution", "required"))
    if evidence is EvidenceKind.MANAGER_OR_STAFF and not declaration.manager_number.strip():
        wrong.append(FieldError("/manager_number", "required"))
    behind, unqualified = declaration.final_investors, declaration.unqualified_investors
    if pools(declaration, evidence):
        if behind is None or behind < 1:
            wrong.append(FieldError("/final_investors", "required" if behind is None else "too_small"))
        if unqualified is None or unqualified < 0:
            wrong.append(FieldError("/unqualified_investors", "required" if unqualified is None else "too_small"))
        elif behind is not None and unqualified > behind:
            wrong.append(FieldError("/unqualified_investors", "too_large"))
    return tuple(wrong)


def pools(declaration: Declaration, evidence: EvidenceKind) -> bool:
    """Tell whether the applicant is looked through to the investors behind it."""
    return evidence in LOOKED_THROUGH and declaration.institution is InstitutionForm.POOLING_VEHICLE


def qualification_facts(
    evidence: EvidenceKind, declaration: Declaration, *, regime: Regime = Regime.PRIVATE_FUND_2014
) -> QualificationFacts:
    """Return the question whether the applicant is qualified under a regime; what was not declared is unknown.

    The holdings are the applicant's own under the text of 2014 and the family's under that of 2018.
    """
    is_2018 = regime is Regime.ASSET_MANAGEMENT_2018
    own, of_family = (None, declaration.financial_assets) if is_2018 else (declaration.financial_assets, None)
    pooling = pools(declaration, evidence)
    debts = declaration.family_debts
    return QualificationFacts(
        regime=RulesRegime(regime.value),
        investor_kind=INVESTOR_KINDS.get(evidence, _NOT_STATED),
        ticket=_known(declaration.ticket),
        deemed=DEEMED.get(evidence),
        financial_assets=_NOT_ASKED if is_2018 else _known(own),
        net_assets=_known(declaration.net_assets),
        annual_incomes=declaration.incomes or _NOT_STATED,
        family_net_financial_assets=_known(of_family - debts if of_family is not None and debts is not None else None)
        if is_2018
        else _NOT_ASKED,
        family_financial_assets=_known(of_family) if is_2018 else _NOT_ASKED,
        experience_years=_stated(declaration.experience_years) if is_2018 else _NOT_ASKED,
        product_kind=(declaration.product_kind or _NOT_STATED) if is_2018 else _NOT_ASKED,
        final_investors=_stated(declaration.final_investors) if pooling else None,
        unqualified_investors=_stated(declaration.unqualified_investors) if pooling else None,
    )


def _stated(count: int | None) -> int | Unknown:
    return _NOT_STATED if count is None else count


def _known(amount: Money | None) -> Money | Unknown:
    return _NOT_STATED if amount is None else amount


def _text(amount: Money | None) -> str | None:
    return None if amount is None else amount.as_text()


def _money(text: str | None) -> Money | None:
    return None if text is None else _yuan(text)


def _yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)
