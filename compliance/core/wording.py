"""compliance / core: how facts and their values are called in both languages, in messages and on pages alike."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from compliance.core.facts import (
    FACTS,
    Basis,
    DeemedKind,
    Facts,
    FundingReview,
    FundTarget,
    HolderKind,
    InvestorClass,
    InvestorKind,
    LegalForm,
    ManagerKind,
    MovementKind,
    PartyKind,
    PartyRole,
    PayerMatch,
    ProductGrade,
    ProductKind,
    Reason,
    Regime,
    Stage,
    Unknown,
)
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Currency, Money

KIND_NAMES: Final[Mapping[str, Sentence]] = MappingProxyType({kind: facts.title for kind, facts in FACTS.items()})
"""What each kind of facts is about."""

FACT_NAMES: Final[Mapping[tuple[str, str], Sentence]] = MappingProxyType(
    {(kind, field): name for kind, facts in FACTS.items() for field, name in facts.names.items()}
)
"""How each fact is called, by kind and field."""

LEGAL_FORMS: Final[Mapping[LegalForm, Sentence]] = MappingProxyType(
    {
        LegalForm.LIMITED_LIABILITY_COMPANY: Sentence(zh="有限责任公司", en="limited liability company"),
        LegalForm.JOINT_STOCK_COMPANY: Sentence(zh="股份有限公司", en="joint-stock company"),
        LegalForm.LIMITED_PARTNERSHIP: Sentence(zh="有限合伙企业", en="limited partnership"),
        LegalForm.CONTRACTUAL_FUND: Sentence(zh="契约型基金", en="contractual fund"),
    }
)

STAGES: Final[Mapping[Stage, Sentence]] = MappingProxyType(
    {
        Stage.SEED_ANGEL: Sentence(zh="种子/天使轮", en="seed or angel"),
        Stage.A_B: Sentence(zh="A/B 轮", en="A or B"),
        Stage.C_PRE_IPO: Sentence(zh="C 轮至上市前", en="C to pre-IPO"),
    }
)

PARTIES: Final[Mapping[PartyKind, Sentence]] = MappingProxyType(
    {
        PartyKind.LEAD: Sentence(zh="领投人", en="lead"),
        PartyKind.ISSUER: Sentence(zh="发行人", en="issuer"),
        PartyKind.FOUNDER: Sentence(zh="创始人", en="founder"),
        PartyKind.RELATIVE: Sentence(zh="近亲属", en="relative"),
        PartyKind.AFFILIATE: Sentence(zh="关联方", en="affiliate"),
        PartyKind.BANK: Sentence(zh="银行", en="bank"),
        PartyKind.EMPLOYER: Sentence(zh="任职单位", en="employer"),
        PartyKind.THIRD_PARTY: Sentence(zh="第三方", en="third party"),
    }
)
"""Who stands at an end of a movement of money."""

MOVEMENTS: Final[Mapping[MovementKind, Sentence]] = MappingProxyType(
    {
        MovementKind.TRANSFER: Sentence(zh="转账", en="transfer"),
        MovementKind.LOAN: Sentence(zh="借款", en="loan"),
        MovementKind.GUARANTEE: Sentence(zh="担保", en="guarantee"),
        MovementKind.RELATION: Sentence(zh="关联", en="relation"),
    }
)
"""How money can come from one party to another."""

PAYERS: Final[Mapping[PayerMatch, Sentence]] = MappingProxyType(
    {
        PayerMatch.OWN: Sentence(zh="领投人本人账户", en="the lead's own account"),
        PayerMatch.DECLARED: Sentence(zh="已申报的资金往来方", en="a declared party"),
        PayerMatch.UNDECLARED: Sentence(zh="未申报的第三人", en="somebody undeclared"),
        PayerMatch.ISSUER: Sentence(zh="发行人", en="the issuer"),
        PayerMatch.FOUNDER: Sentence(zh="创始人", en="a founder"),
        PayerMatch.UNSAID: Sentence(zh="银行未告知付款人", en="the bank did not say"),
    }
)
"""From whose account a payment of the lead came."""

REVIEWS: Final[Mapping[FundingReview, Sentence]] = MappingProxyType(
    {
        FundingReview.ASKED: Sentence(zh="要求补充，尚未答复", en="asked for more, not answered yet"),
        FundingReview.ACCEPTED: Sentence(zh="已核实", en="accepted"),
        FundingReview.REFUSED: Sentence(zh="不予认可", en="refused"),
    }
)
"""What an officer last said about the sources of a lead's money."""

BASES: Final[Mapping[Basis, Sentence]] = MappingProxyType(
    {
        Basis.OPENING: Sentence(zh="本轮目标金额", en="target of the raise"),
        Basis.CLOSE: Sentence(zh="配售总额", en="allocated amount"),
        Basis.STEP_UP: Sentence(zh="本轮目标金额", en="target of the raise"),
    }
)
"""What the lead is a share of."""

REGIMES: Final[Mapping[Regime, Sentence]] = MappingProxyType(
    {
        Regime.PRIVATE_FUND_2014: Sentence(zh="私募投资基金（2014年暂行办法）", en="private fund (measures of 2014)"),
        Regime.ASSET_MANAGEMENT_2018: Sentence(
            zh="资产管理产品（2018年资管新规）", en="asset-management product (opinions of 2018)"
        ),
        Regime.CROWDFUNDING_DRAFT_2014: Sentence(zh="2014年征求意见稿（未通过）", en="draft of 2014 (never adopted)"),
    }
)

INVESTOR_KINDS: Final[Mapping[InvestorKind, Sentence]] = MappingProxyType(
    {
        InvestorKind.INDIVIDUAL: Sentence(zh="自然人", en="individual"),
        InvestorKind.INSTITUTION: Sentence(zh="机构", en="institution"),
    }
)

DEEMED_KINDS: Final[Mapping[DeemedKind, Sentence]] = MappingProxyType(
    {
        DeemedKind.PENSION_OR_CHARITY: Sentence(
            zh="社会保障基金、企业年金等养老基金，慈善基金等社会公益基金", en="pension funds and charitable funds"
        ),
        DeemedKind.FILED_PLAN: Sentence(
            zh="依法设立并在基金业协会备案的投资计划", en="plans lawfully set up and filed with the association"
        ),
        DeemedKind.MANAGER_OR_STAFF: Sentence(
            zh="投资于所管理私募基金的管理人及其从业人员", en="the manager and its staff in the manager's own fund"
        ),
        DeemedKind.CSRC_NAMED: Sentence(zh="证监会规定的其他投资者", en="others named by the CSRC"),
    }
)

PRODUCT_KINDS: Final[Mapping[ProductKind, Sentence]] = MappingProxyType(
    {
        ProductKind.FIXED_INCOME: Sentence(zh="固定收益类", en="fixed income"),
        ProductKind.MIXED: Sentence(zh="混合类", en="mixed"),
        ProductKind.EQUITY: Sentence(zh="权益类", en="equity"),
        ProductKind.COMMODITY_DERIVATIVE: Sentence(zh="商品及金融衍生品类", en="commodity and derivative"),
    }
)

INVESTOR_CLASSES: Final[Mapping[InvestorClass, Sentence]] = MappingProxyType(
    {
        InvestorClass.C1_LOWEST: Sentence(zh="C1（风险承受能力最低）", en="C1 (lowest)"),
        InvestorClass.C1: Sentence(zh="C1（保守型）", en="C1 (conservative)"),
        InvestorClass.C2: Sentence(zh="C2（谨慎型）", en="C2 (cautious)"),
        InvestorClass.C3: Sentence(zh="C3（稳健型）", en="C3 (balanced)"),
        InvestorClass.C4: Sentence(zh="C4（积极型）", en="C4 (active)"),
        InvestorClass.C5: Sentence(zh="C5（进取型）", en="C5 (aggressive)"),
    }
)

PRODUCT_GRADES: Final[Mapping[ProductGrade, Sentence]] = MappingProxyType(
    {
        ProductGrade.R1: Sentence(zh="R1（低风险）", en="R1 (low risk)"),
        ProductGrade.R2: Sentence(zh="R2（中低风险）", en="R2 (medium-low risk)"),
        ProductGrade.R3: Sentence(zh="R3（中风险）", en="R3 (medium risk)"),
        ProductGrade.R4: Sentence(zh="R4（中高风险）", en="R4 (medium-high risk)"),
        ProductGrade.R5: Sentence(zh="R5（高风险）", en="R5 (high risk)"),
    }
)

MANAGER_KINDS: Final[Mapping[ManagerKind, Sentence]] = MappingProxyType(
    {
        ManagerKind.NATURAL_PERSON: Sentence(zh="自然人", en="natural person"),
        ManagerKind.COMPANY: Sentence(zh="公司", en="company"),
        ManagerKind.PARTNERSHIP: Sentence(zh="合伙企业", en="partnership"),
        ManagerKind.STATE_OWNED_COMPANY: Sentence(zh="国有独资公司或国有企业", en="state-owned company"),
        ManagerKind.LISTED_COMPANY: Sentence(zh="上市公司", en="listed company"),
        ManagerKind.PUBLIC_INSTITUTION: Sentence(
            zh="公益性的事业单位或社会团体", en="public-interest institution or social organisation"
        ),
    }
)

FUND_TARGETS: Final[Mapping[FundTarget, Sentence]] = MappingProxyType(
    {
        FundTarget.SINGLE_TARGET: Sentence(zh="单一标的", en="single target"),
        FundTarget.EQUITY: Sentence(zh="私募股权基金", en="private equity fund"),
        FundTarget.VENTURE: Sentence(zh="创业投资基金", en="venture fund"),
    }
)

HOLDER_KINDS: Final[Mapping[HolderKind, Sentence]] = MappingProxyType(
    {
        HolderKind.GENERAL_PARTNER: Sentence(zh="普通合伙人", en="general partner"),
        HolderKind.INDIVIDUAL: Sentence(zh="自然人", en="individual"),
        HolderKind.COMPANY: Sentence(zh="公司", en="company"),
        HolderKind.FILED_FUND: Sentence(zh="已备案基金", en="filed fund"),
        HolderKind.DEEMED_PLAN: Sentence(zh="社保、年金或慈善", en="pension or charity"),
        HolderKind.UNFILED_VEHICLE: Sentence(zh="未备案的合伙企业或契约", en="unfiled partnership or contract"),
        HolderKind.EMPLOYEE_PLAN: Sentence(zh="员工持股计划", en="employee plan"),
    }
)

REASONS: Final[Mapping[Reason, Sentence]] = MappingProxyType(
    {
        Reason.NOT_STATED: Sentence(zh="未填写", en="not stated"),
        Reason.NOT_CHECKED: Sentence(zh="未核验", en="not checked"),
        Reason.NOT_ASKED: Sentence(zh="当时未要求", en="not asked for then"),
        Reason.NOT_SENT: Sentence(zh="未提供", en="not sent"),
    }
)
"""Why a fact is unknown."""


STANDINGS: Final[Mapping[PersonalStanding, Sentence]] = MappingProxyType(
    {
        PersonalStanding.CLEAR: Sentence(zh="已通过", en="passed"),
        PersonalStanding.UNDER_WAY: Sentence(zh="进行中", en="under way"),
        PersonalStanding.STOPPED: Sentence(zh="已停止办理", en="stopped"),
        PersonalStanding.DUE: Sentence(zh="待筛查", en="due"),
    }
)
"""What a determination says of somebody's screening."""

PARTY_ROLES: Final[Mapping[PartyRole, Sentence]] = MappingProxyType(
    {
        PartyRole.LEAD: Sentence(zh="领投人", en="lead"),
        PartyRole.HOLDERS: Sentence(zh="已实缴的投资者", en="investors who have paid"),
        PartyRole.BUYER: Sentence(zh="受让人", en="buyer"),
    }
)
"""Whom a company is told about."""

_TABLES: Final[tuple[Mapping[Any, Sentence], ...]] = (
    LEGAL_FORMS,
    STAGES,
    BASES,
    REGIMES,
    INVESTOR_KINDS,
    DEEMED_KINDS,
    PRODUCT_KINDS,
    MANAGER_KINDS,
    FUND_TARGETS,
    HOLDER_KINDS,
    INVESTOR_CLASSES,
    PRODUCT_GRADES,
    STANDINGS,
    PARTY_ROLES,
    PARTIES,
    MOVEMENTS,
    PAYERS,
    REVIEWS,
)
SPOKEN: Final[Mapping[type, Mapping[Any, Sentence]]] = MappingProxyType(
    {type(next(iter(words))): words for words in _TABLES}
)
"""How the words that facts are made of read, by their enumeration."""


BOOK_WORDS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {word.value: said for kind in (DeemedKind, ManagerKind) for word, said in SPOKEN[kind].items()}
)
"""How the words read that the book lists by name."""


def yuan(amount: Money) -> str:
    """Return an amount as a sentence says it, without its unit.

    >>> yuan(Money(100_000_000, Currency.CNY))
    '1,000,000.00'
    """
    text = amount.as_text()
    whole, point, rest = text.removeprefix("-").partition(".")
    return f"{'-' if text.startswith('-') else ''}{int(whole):,}{point}{rest}"


def spoken_amount(amount: Money) -> Sentence:
    """Return an amount with its currency, as a sentence says it.

    >>> spoken_amount(Money(100_000_000, Currency.CNY)).en
    '1,000,000.00 yuan'
    """
    said = yuan(amount)
    if amount.currency is Currency.CNY:
        return Sentence(zh=f"{said} 元", en=f"{said} yuan")
    return Sentence(zh=f"{said} {amount.currency}", en=f"{said} {amount.currency}")


_WEEKDAYS: Final = tuple(
    Sentence(zh=zh, en=en)
    for zh, en in zip(
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken_day(day: date) -> Sentence:
    """Return a legal day with its weekday, as a sentence says it.

    >>> spoken_day(date(2024, 10, 8)).en
    'Tue 8 Oct 2024'
    """
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return Sentence(zh=f"{day.isoformat()}（{weekday.zh}）", en=f"{weekday.en} {day.day} {month} {day.year}")


def missing_facts(facts: Facts, *names: str) -> tuple[Sentence, Sentence]:
    """Return what is missing among the named facts and why, and what to supply."""
    missing = [
        (FACT_NAMES[facts.kind, name], REASONS[fact.reason])
        for name in names
        if isinstance(fact := getattr(facts, name), Unknown)
    ]
    why_zh = "、".join(f"{name.zh}（{why.zh}）" for name, why in missing)
    why_en = ", ".join(f"{name.en} ({why.en})" for name, why in missing)
    message = Sentence(zh=f"缺少事实：{why_zh}。", en=f"Facts are missing: {why_en}.")
    remedy = Sentence(
        zh=f"请补充：{'、'.join(name.zh for name, _ in missing)}。",
        en=f"Supply: {', '.join(name.en for name, _ in missing)}.",
    )
    return message, remedy


def other_regime(regime: Regime) -> Sentence:
    """Return why a rule of one regime has nothing to say about an investor under another."""
    name = REGIMES[regime]
    return Sentence(zh=f"本次适用的制度为：{name.zh}。", en=f"The regime of the question is another one: {name.en}.")


def other_form(form: LegalForm) -> Sentence:
    """Return why a rule on one legal form has nothing to say about another."""
    name = LEGAL_FORMS[form]
    return Sentence(zh=f"该规则不适用于{name.zh}。", en=f"This rule is not about a {name.en}.")


def undecided_form(form: LegalForm) -> Sentence:
    """Return why a rule on private funds has nothing to say about a vehicle of this legal form."""
    name = LEGAL_FORMS[form]
    return Sentence(
        zh=f"{name.zh}是否为私募基金，不能仅凭组织形式判断。",
        en=f"Whether a {name.en} is a private fund can't be told from its legal form.",
    )
