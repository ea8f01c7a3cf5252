"""compliance / core: the facts about risk assessments, the grade given to a product, and whether a lead still suits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.facts.investors import ProductGrade
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts(Facts):
    """What the rules want to know about a risk assessment (风险测评) as such.

    `has_one` tells whether somebody who wants to invest was ever assessed, None where somebody is being assessed;
    `taken_today` counts the assessments of the same person on the legal day of the question, before the one that is
    asked for, None where nobody is being assessed.
    """

    kind: ClassVar[str] = "assessment"
    title: ClassVar[Sentence] = Sentence(zh="风险测评", en="Risk assessment")
    names: ClassVar[Mapping[str, Sentence]] = {
        "has_one": Sentence(zh="已做风险测评", en="has been assessed"),
        "taken_today": Sentence(zh="当日已做测评次数", en="assessments on the same day"),
    }

    has_one: bool | Unknown | None
    taken_today: int | Unknown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFacts(Facts):
    """What the rules want to know about the grade that an officer gives to a raise (产品风险等级).

    `has_reason` tells whether the officer wrote down why it is this grade.
    """

    kind: ClassVar[str] = "product_grade"
    title: ClassVar[Sentence] = Sentence(zh="产品风险等级", en="Grade of a product")
    names: ClassVar[Mapping[str, Sentence]] = {
        "product_grade": Sentence(zh="产品风险等级", en="grade of the product"),
        "has_reason": Sentence(zh="已书面说明理由", en="reason in writing"),
    }

    product_grade: ProductGrade | Unknown
    has_reason: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSuitedFacts(Facts):
    """What a company is told of whether its raise still suits its lead: no more than that it does.

    Of which class the lead is and since when is theirs and the offices' to know.
    """

    kind: ClassVar[str] = "lead_suited"
    title: ClassVar[Sentence] = Sentence(zh="领投人的适当性", en="Suitability of the lead")
    names: ClassVar[Mapping[str, Sentence]] = {
        "is_suited": Sentence(zh="领投人的适当性匹配在该日成立", en="the raise suits the lead on that day"),
    }

    is_suited: bool | Unknown
