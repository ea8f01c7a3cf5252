"""compliance / core: how facts and their values are called in both languages, in messages and on pages alike."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.facts import FACTS, Basis, Facts, LegalForm, MovementKind, PartyKind, Reason, Stage, Unknown
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

BASES: Final[Mapping[Basis, Sentence]] = MappingProxyType(
    {
        Basis.OPENING: Sentence(zh="本轮目标金额", en="target of the raise"),
        Basis.CLOSE: Sentence(zh="配售总额", en="allocated amount"),
        Basis.STEP_UP: Sentence(zh="本轮目标金额", en="target of the raise"),
    }
)
"""What the lead is a share of."""

REASONS: Final[Mapping[Reason, Sentence]] = MappingProxyType(
    {
        Reason.NOT_STATED: Sentence(zh="未填写", en="not stated"),
        Reason.NOT_CHECKED: Sentence(zh="未核验", en="not checked"),
        Reason.NOT_ASKED: Sentence(zh="当时未要求", en="not asked for then"),
        Reason.NOT_SENT: Sentence(zh="未提供", en="not sent"),
    }
)
"""Why a fact is unknown."""


def yuan(amount: Money) -> str:
    """Return an amount as a sentence says it, without its unit.

    >>> yuan(Money(100_000_000, Currency.CNY))
    '1,000,000.00'
    """
    return f"{amount.as_decimal():,}"


def spoken_amount(amount: Money) -> Sentence:
    """Return an amount with its currency, as a sentence says it.

    >>> spoken_amount(Money(100_000_000, Currency.CNY)).en
    '1,000,000.00 yuan'
    """
    if amount.currency is Currency.CNY:
        return Sentence(zh=f"{yuan(amount)} 元", en=f"{yuan(amount)} yuan")
    return Sentence(zh=f"{yuan(amount)} {amount.currency}", en=f"{yuan(amount)} {amount.currency}")


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


def undecided_form(form: LegalForm) -> Sentence:
    """Return why a rule on private funds has nothing to say about a vehicle of this legal form."""
    name = LEGAL_FORMS[form]
    return Sentence(
        zh=f"{name.zh}是否为私募基金，不能仅凭组织形式判断。",
        en=f"Whether a {name.en} is a private fund can't be told from its legal form.",
    )
