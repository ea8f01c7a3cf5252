"""compliance / core: what a fact is, and how it is missing; words that several kinds of facts share."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from compliance.core.sentences import Sentence


class Reason(StrEnum):
    """Why a fact is unknown."""

    NOT_STATED = "not_stated"
    """Nobody has said it yet (未填写)."""
    NOT_CHECKED = "not_checked"
    """Somebody said it, nobody has checked it yet (未核验)."""
    NOT_ASKED = "not_asked"
    """The question is older than the fact: nobody asked for it then (当时未要求)."""
    NOT_SENT = "not_sent"
    """The caller of a calculator did not send it (未提供): the rule is not examined, which is no answer."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that is missing, and why; a rule that needs it answers REFER, never PERMIT.

    A fact that does not arise (no step-up was agreed) is None, which is known; it is not missing.
    """

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
    title: ClassVar[Sentence]
    """What this kind of facts is about."""
    names: ClassVar[Mapping[str, Sentence]]
    """How each fact is called, by field."""
    is_personal: ClassVar[bool] = False
    """Whether they speak of somebody's wealth or of who gave it; such facts are sealed at rest, see `core.privacy`."""


class Stage(StrEnum):
    """At which financing stage a company raises (融资阶段)."""

    SEED_ANGEL = "seed_angel"
    """种子/天使"""
    A_B = "a_b"
    """A/B 轮"""
    C_PRE_IPO = "c_pre_ipo"
    """C 轮至上市前"""
