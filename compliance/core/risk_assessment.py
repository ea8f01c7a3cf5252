"""compliance / core: how the answers of a risk questionnaire (风险测评) become an investor's class.

Source: 私募投资基金募集行为管理办法 (2016), article 18; 基金募集机构投资者适当性管理实施指引（试行） (2017); facts 2.6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from compliance.core.book import View
from compliance.core.facts import InvestorClass
from compliance.core.rule import Reading
from compliance.core.rules.suitability import ASSESSMENT, ASSESSMENT_VALID, GRADES, MATCH
from compliance.core.sentences import Sentence
from crowdfund.kernel.days import add_months
from crowdfund.kernel.errors import FieldError

CLASSES: Final = (InvestorClass.C1, InvestorClass.C2, InvestorClass.C3, InvestorClass.C4, InvestorClass.C5)
"""The classes that a sum of points gives, lowest first; `C1_LOWEST` comes from an answer alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer; who gives one that `disqualifies` is of the lowest class."""

    id: str
    text: Sentence
    points: int
    disqualifies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, the answer that bears the least risk first."""

    id: str
    text: Sentence
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One version of the questionnaire; `least_points` has the least sum of each class, `hash` seals what it says."""

    number: int
    effective_from: date
    note: Sentence
    questions: tuple[Question, ...]
    least_points: Mapping[InvestorClass, int]
    hash: str

    @property
    def most_points(self) -> int:
        """The sum of whoever bears the most risk in every answer."""
        return sum(question.options[-1].points for question in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What the answers give: the sum, the class, and the questions whose answers put somebody into the lowest one."""

    points: int
    investor_class: InvestorClass
    disqualified_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentStamp:
    """Which assessment an answer of the rules rests on. Of several the latest counts, whatever it says.

    A verb that asked the rules before its lock compares it under the lock: unless it is the same, the answer is old.
    """

    assessment_id: UUID
    investor_class: InvestorClass
    assessed_on: date
    expires_on: date


def wrong_answers(questionnaire: Questionnaire, answers: Mapping[str, str]) -> tuple[FieldError, ...]:
    """Return what is wrong with answers, by question: one is missing, is no option, or answers nothing."""
    return tuple(_wrong(questionnaire, answers))


def _wrong(questionnaire: Questionnaire, answers: Mapping[str, str]) -> Iterator[FieldError]:
    asked = {question.id: {option.id for option in question.options} for question in questionnaire.questions}
    for name, options in asked.items():
        if name not in answers:
            yield FieldError(f"/answers/{name}", "required")
        elif answers[name] not in options:
            yield FieldError(f"/answers/{name}", "not_a_choice")
    for name in answers:
        if name not in asked:
            yield FieldError(f"/answers/{name}", "unknown")


def assess(questionnaire: Questionnaire, answers: Mapping[str, str]) -> Assessed:
    """Return the class that the answers give; each question has one of its options (see `wrong_answers`).

    A riskier answer never lowers the class: points rise from option to option, sums from class to class, and what
    disqualifies stands before what does not.

    :raises KeyError: a question is not answered, or by nothing that it offers.
    """
    chosen = [(each.id, _option(each, answers[each.id])) for each in questionnaire.questions]
    points = sum(option.points for _, option in chosen)
    disqualified_by = tuple(name for name, option in chosen if option.disqualifies)
    reached = [each for each in CLASSES if points >= questionnaire.least_points[each]]
    return Assessed(
        points=points,
        investor_class=InvestorClass.C1_LOWEST if disqualified_by else reached[-1],
        disqualified_by=disqualified_by,
    )


def _option(question: Question, chosen: str) -> Option:
    """:raises KeyError: the question does not offer it."""
    return {option.id: option for option in question.options}[chosen]


def chosen_texts(questionnaire: Questionnaire, answers: Mapping[str, str]) -> tuple[tuple[Sentence, Sentence], ...]:
    """Return question and answer in words, in the order of the questionnaire."""
    return tuple((each.text, _option(each, answers[each.id]).text) for each in questionnaire.questions)


def ends_on(assessed_on: date, view: View) -> date:
    """Return the first legal day on which an assessment is no longer valid, by the months of the book.

    :raises NotInForce: nobody knows them for the day of the view.
    """
    reading = Reading(view=view, reads=ASSESSMENT_VALID.reads, provision=ASSESSMENT_VALID.provision)
    return add_months(assessed_on, reading.months(ASSESSMENT))


def grades_open_to(investor_class: InvestorClass, view: View) -> tuple[str, ...]:
    """Return the grades of products that a class may take, lowest first.

    :raises NotInForce: nobody knows them for the day of the view.
    """
    return tuple(sorted(Reading(view=view, reads=MATCH.reads, provision=MATCH.provision).words(GRADES[investor_class])))
