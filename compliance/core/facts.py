"""compliance / core: the words of the question, as frozen facts without defaults.

Whoever asks must say each fact or say why it is unknown; a fact that was simply forgotten can't exist. The rooms above
(`deals/facts.py`, `exits/facts.py`) turn their rows into these; the rules never learn what a row is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from crowdfund.kernel.money import Money


class Reason(StrEnum):
    """Why a fact is unknown."""

    NOT_STATED = "not_stated"
    """Nobody has said it yet (未填写)."""
    NOT_CHECKED = "not_checked"
    """Somebody said it, nobody has checked it yet (未核验)."""
    NOT_ASKED = "not_asked"
    """The question is older than the fact: nobody asked for it then (当时未要求)."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that is missing, and why; a rule that needs it answers REFER, never PERMIT."""

    reason: Reason


class LegalForm(StrEnum):
    """In which legal form investors are pooled or held (组织形式)."""

    LIMITED_LIABILITY_COMPANY = "limited_liability_company"
    """有限责任公司"""
    JOINT_STOCK_COMPANY = "joint_stock_company"
    """股份有限公司"""
    LIMITED_PARTNERSHIP = "limited_partnership"
    """有限合伙企业"""
    CONTRACTUAL_FUND = "contractual_fund"
    """契约型基金"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One question's facts; `kind` is the stable word under which they are stored.

    Stored questions must stay readable for ever: a field is never renamed or removed, and a field that is added must
    allow `Unknown`, which is what it is in questions older than the field.
    """

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts(Facts):
    """What the rules want to know about a raise (本轮融资) before it may be submitted or opened.

    `minimum_ticket` is the smallest subscription that one investor may make (最低认购金额); `vehicle_form` the legal
    form of the vehicle that pools the followers.
    """

    kind: ClassVar[str] = "round"

    minimum_ticket: Money | Unknown
    vehicle_form: LegalForm | Unknown


class Basis(StrEnum):
    """At which moment the share of the lead is judged, and so over what (计算口径)."""

    OPENING = "opening"
    """Over the target of the raise (开放时，以目标金额计)."""
    CLOSE = "close"
    """Over the amount that is allocated (关闭时，以配售总额计)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFacts(Facts):
    """What the rules want to know about a lead (领投) before it is accepted, and again when the raise closes.

    `commitment` is what the lead puts in; `base` what it is a share of: by `basis` the target at opening or the
    allocated amount at close, all investors.
    """

    kind: ClassVar[str] = "lead"

    base: Money | Unknown
    commitment: Money | Unknown
    basis: Basis | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionFacts(Facts):
    """What the rules want to know about a subscription (认购) before room in the raise is taken for it.

    `amount` is the ticket of one investor; `vehicle_form` the legal form of the vehicle that pools the followers;
    `is_certified` whether a certification as qualified investor (合格投资者认定) is valid on the legal day.
    """

    kind: ClassVar[str] = "subscription"

    amount: Money | Unknown
    vehicle_form: LegalForm | Unknown
    is_certified: bool | Unknown


class Board(StrEnum):
    """Where shares are listed (板块)."""

    MAIN = "main"
    """主板"""
    CHINEXT = "chinext"
    """创业板"""
    STAR = "star"
    """科创板"""
    BSE = "bse"
    """北交所"""


class HolderPart(StrEnum):
    """Which part a holder of shares plays in the issuer (股东身份)."""

    CONTROLLER = "controller"
    """控股股东或实际控制人"""
    OTHER = "other"
    """其他股东"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockUpFacts(Facts):
    """What the rules want to know about one lot of shares issued before a listing (首发前股份) that is to be sold.

    `listed_on` is the first day of trading; `sale_on` the legal day on which the lot would be sold.
    """

    kind: ClassVar[str] = "lock_up"

    board: Board | Unknown
    part: HolderPart | Unknown
    listed_on: date | Unknown
    sale_on: date | Unknown


FACTS: Final[Mapping[str, type[Facts]]] = MappingProxyType(
    {kind.kind: kind for kind in (RoundFacts, LeadFacts, SubscriptionFacts, LockUpFacts)}
)
"""Every kind of facts that can be stored, by its word."""
