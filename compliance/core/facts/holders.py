"""compliance / core: the facts about who holds a vehicle or a company, at any depth."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, LegalForm, Unknown
from compliance.core.sentences import Sentence


class HolderKind(StrEnum):
    """Who holds, as the count of investors sees it (持有人类型)."""

    GENERAL_PARTNER = "general_partner"
    """普通合伙人"""
    INDIVIDUAL = "individual"
    """自然人"""
    COMPANY = "company"
    """公司: stops the look-through and counts as one"""
    FILED_FUND = "filed_fund"
    """已备案基金: counts as one"""
    DEEMED_PLAN = "deemed_plan"
    """社保、年金、慈善: counts as one"""
    UNFILED_VEHICLE = "unfiled_vehicle"
    """未备案合伙企业、契约: looked through, itself not counted"""
    EMPLOYEE_PLAN = "employee_plan"
    """依法实施的员工持股计划: not counted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One holder, or `count` holders that are alike.

    Only a vehicle that is looked through has `members`, those of each such vehicle; they are None for everybody else
    and `Unknown` for a vehicle whose members nobody has named.
    """

    kind: HolderKind
    count: int
    members: "tuple[Holder, ...] | Unknown | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelVehicle:
    """Another vehicle of the same form, opened for the same project (同一项目的其他载体)."""

    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderFacts(Facts):
    """What the rules want to know about the holders of one vehicle or company (投资者人数).

    `holders` hold already, `adding` would come in; `parallel_vehicles` is empty where the project has no other one.
    """

    kind: ClassVar[str] = "holders"
    title: ClassVar[Sentence] = Sentence(zh="投资者人数（穿透计算）", en="Head-count with look-through")
    names: ClassVar[Mapping[str, Sentence]] = {
        "company_form": Sentence(zh="组织形式", en="legal form"),
        "private_fund": Sentence(zh="属于私募基金", en="private fund"),
        "holders": Sentence(zh="现有持有人", en="holders"),
        "adding": Sentence(zh="拟新增持有人", en="holders who would come in"),
        "parallel_vehicles": Sentence(zh="同一项目的其他载体", en="other vehicles for the same project"),
    }

    company_form: LegalForm | Unknown
    private_fund: bool | Unknown
    holders: tuple[Holder, ...] | Unknown
    adding: tuple[Holder, ...] | Unknown
    parallel_vehicles: tuple[ParallelVehicle, ...] | Unknown
