"""compliance / core: the facts about an investor: whether qualified, and whether a product suits them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money


class Regime(StrEnum):
    """By which text somebody is a qualified investor (合格投资者制度); the vehicle brings it."""

    PRIVATE_FUND_2014 = "private_fund_2014"
    """私募投资基金监督管理暂行办法"""
    ASSET_MANAGEMENT_2018 = "asset_management_2018"
    """资管新规"""
    CROWDFUNDING_DRAFT_2014 = "crowdfunding_draft_2014"
    """私募股权众筹融资管理办法（征求意见稿）: never adopted, so it informs and never permits"""


class InvestorKind(StrEnum):
    """Who invests."""

    INDIVIDUAL = "individual"
    """自然人"""
    INSTITUTION = "institution"
    """机构"""


class DeemedKind(StrEnum):
    """Who counts as qualified without any test (视为合格投资者)."""

    PENSION_OR_CHARITY = "pension_or_charity"
    """社保、年金、慈善"""
    FILED_PLAN = "filed_plan"
    """已备案计划"""
    MANAGER_OR_STAFF = "manager_or_staff"
    """管理人及其员工投资自管基金"""
    CSRC_NAMED = "csrc_named"
    """证监会规定的其他"""


class ProductKind(StrEnum):
    """What an asset-management product invests in (产品类型)."""

    FIXED_INCOME = "fixed_income"
    """固定收益类"""
    MIXED = "mixed"
    """混合类"""
    EQUITY = "equity"
    """权益类"""
    COMMODITY_DERIVATIVE = "commodity_derivative"
    """商品及衍生品类"""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationFacts(Facts):
    """What the rules want to know about somebody who may be a qualified investor (合格投资者).

    `ticket` is what would be put into one product; amounts of wealth and income are in yuan, before the day of the
    question; `annual_incomes` are the last three years; `deemed` is None for whoever is none of those;
    `experience_years` are full years of investing; `product_kind` matters under the text of 2018 only. Of an investor
    that is looked through (穿透), `final_investors` stand behind it and `unqualified_investors` of them are not shown
    to be qualified; both are None for everybody else.
    """

    kind: ClassVar[str] = "qualification"
    title: ClassVar[Sentence] = Sentence(zh="合格投资者认定", en="Qualified investor")
    is_personal: ClassVar[bool] = True
    names: ClassVar[Mapping[str, Sentence]] = {
        "regime": Sentence(zh="适用制度", en="regime"),
        "investor_kind": Sentence(zh="投资者类型", en="kind of investor"),
        "ticket": Sentence(zh="单笔投资金额", en="ticket"),
        "deemed": Sentence(zh="视为合格投资者的类型", en="kind that is deemed qualified"),
        "financial_assets": Sentence(zh="金融资产", en="financial assets"),
        "net_assets": Sentence(zh="净资产", en="net assets"),
        "annual_incomes": Sentence(zh="最近三年收入", en="income of the last three years"),
        "family_net_financial_assets": Sentence(zh="家庭金融净资产", en="family net financial assets"),
        "family_financial_assets": Sentence(zh="家庭金融资产", en="family financial assets"),
        "experience_years": Sentence(zh="投资经历年数", en="years of investing"),
        "product_kind": Sentence(zh="产品类型", en="kind of product"),
        "final_investors": Sentence(zh="最终投资者人数", en="number of final investors"),
        "unqualified_investors": Sentence(
            zh="未证明合格的最终投资者人数", en="number of final investors who are not shown to be qualified"
        ),
    }

    regime: Regime | Unknown
    investor_kind: InvestorKind | Unknown
    ticket: Money | Unknown
    deemed: DeemedKind | Unknown | None
    financial_assets: Money | Unknown
    net_assets: Money | Unknown
    annual_incomes: tuple[Money, ...] | Unknown
    family_net_financial_assets: Money | Unknown
    family_financial_assets: Money | Unknown
    experience_years: int | Unknown
    product_kind: ProductKind | Unknown
    final_investors: int | Unknown | None
    unqualified_investors: int | Unknown | None


class InvestorClass(StrEnum):
    """How much risk an ordinary investor bears (风险承受能力), lowest first."""

    C1_LOWEST = "C1_LOWEST"
    """C1 中风险承受能力最低类别"""
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"


class ProductGrade(StrEnum):
    """How risky a product is (产品风险等级), lowest first."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitabilityFacts(Facts):
    """What the rules want to know before a product is sold to somebody (投资者适当性).

    `investor_class` is None for a professional investor who has none; `assessed_on` is the legal day of the last risk
    assessment, None if that regime asks for none; `signed_at` and `called_back_at` are the instants of the contract
    and of the call-back (回访确认), None where nothing was signed or called back yet.
    """

    kind: ClassVar[str] = "suitability"
    title: ClassVar[Sentence] = Sentence(zh="投资者适当性", en="Suitability")
    names: ClassVar[Mapping[str, Sentence]] = {
        "investor_class": Sentence(zh="投资者风险承受能力类别", en="class of the investor"),
        "product_grade": Sentence(zh="产品风险等级", en="grade of the product"),
        "professional": Sentence(zh="专业投资者", en="professional investor"),
        "requested_by_investor": Sentence(zh="投资者书面要求", en="written request of the investor"),
        "special_warning_given": Sentence(zh="特别书面警示", en="special written warning"),
        "assessed_on": Sentence(zh="最近一次风险测评日", en="day of the last risk assessment"),
        "signed_at": Sentence(zh="合同签署时间", en="instant of signing"),
        "called_back_at": Sentence(zh="回访确认时间", en="instant of the call-back"),
    }

    investor_class: InvestorClass | Unknown | None
    product_grade: ProductGrade | Unknown
    professional: bool | Unknown
    requested_by_investor: bool | Unknown
    special_warning_given: bool | Unknown
    assessed_on: date | Unknown | None
    signed_at: datetime | Unknown | None
    called_back_at: datetime | Unknown | None
