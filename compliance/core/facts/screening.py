"""compliance / core: the facts about identity and list screening, as the rules from release 4 on ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts(Facts):
    """What the rules want to know about a person who subscribes or leads (身份核验与名单筛查).

    `standing` is what the person may know of it, since they may read the determination: a hit under examination is
    under way, as every check that has not ended.
    """

    kind: ClassVar[str] = "screening"
    title: ClassVar[Sentence] = Sentence(zh="身份与名单筛查", en="Screening")
    names: ClassVar[Mapping[str, Sentence]] = {
        "standing": Sentence(zh="筛查状态", en="standing with the screening"),
    }

    standing: PersonalStanding | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyScreeningFacts(Facts):
    """What the rules want to know about a company that asks for money (企业名单筛查).

    `standing` is what its own people may know of it, since they may read the determination.
    """

    kind: ClassVar[str] = "company_screening"
    title: ClassVar[Sentence] = Sentence(zh="募资企业的筛查", en="Screening of the company")
    names: ClassVar[Mapping[str, Sentence]] = {
        "standing": Sentence(zh="筛查状态", en="standing with the screening"),
    }

    standing: PersonalStanding | Unknown


class PartyRole(StrEnum):
    """In which part somebody meets whoever asks about them (相对方)."""

    LEAD = "lead"
    """领投人"""
    HOLDERS = "holders"
    """投资者: everybody who has paid"""
    BUYER = "buyer"
    """受让人"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartyFacts(Facts):
    """What a company is told of the screening of those it deals with: whether the platform is through with it.

    Whether somebody waits, was found on a list or was stopped looks the same, so that nobody who is watched is warned
    by the company. The offices read the whole in `PartiesFacts`.
    """

    kind: ClassVar[str] = "counterparty_screening"
    title: ClassVar[Sentence] = Sentence(zh="相对方核查", en="Check of counterparties")
    names: ClassVar[Mapping[str, Sentence]] = {
        "party": Sentence(zh="相对方", en="counterparty"),
        "has_passed": Sentence(zh="平台核查已完成", en="the platform's check has ended"),
    }

    party: PartyRole | Unknown
    has_passed: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesFacts(Facts):
    """Where everybody stands whose money or units move in one step; for the offices alone.

    `asked` is how many were asked about. Users are named by their ids; whoever is in none of the lists has passed.
    """

    kind: ClassVar[str] = "screened_parties"
    title: ClassVar[Sentence] = Sentence(zh="各方筛查状态", en="Screening of everybody in a step")
    names: ClassVar[Mapping[str, Sentence]] = {
        "asked": Sentence(zh="应筛查人数", en="people asked about"),
        "under_way": Sentence(zh="筛查进行中", en="under way"),
        "due": Sentence(zh="待筛查", en="due"),
        "stopped": Sentence(zh="已停止办理", en="stopped"),
    }

    asked: int | Unknown
    under_way: tuple[str, ...] | Unknown
    due: tuple[str, ...] | Unknown
    stopped: tuple[str, ...] | Unknown
