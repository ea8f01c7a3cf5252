"""compliance / core: what a calculator is, and the envelope in which every one of them asks and answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from compliance.core.book import Book, UnknownRelease, View
from compliance.core.calculators.complaints import Complaint, Complaints
from compliance.core.calculators.fields import Field, Record
from compliance.core.calculators.kinds import Count, Day
from compliance.core.engine import Answer
from compliance.core.findings import Finding
from compliance.core.sentences import Sentence
from compliance.core.verdict import fold

Parsed = Mapping[str, Any]
"""The values of the declared fields by name: Money, Decimal, int, bool, date, datetime, str, a member of an enum, a
dict for an object, a tuple for a list; None for what was not sent, and for what was bad while contradictions are
looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a calculator found: `judged` are answers of the engine (none where it only calculates), `fields` its own
    answer fields as JSON holds them, in the order in which people read them."""

    fields: Mapping[str, Any]
    judged: tuple[Answer, ...] = ()


def _nothing(_: Parsed, __: Complaints) -> None:
    """Find no contradictions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculator:
    """One question anybody may ask of the rulebook (计算器), without a row behind it.

    `asks` are its own fields, `gives` those of its answer; `contradictions` looks at the values together and complains;
    it also sees inputs of which some values were bad and are None, so that all bad places are named at once. `answer`
    is called only with an input that nobody complained about.
    """

    name: str
    title: Sentence
    about: Sentence
    asks: tuple[Field, ...]
    gives: tuple[Field, ...]
    answer: Callable[[Parsed, View], Worked]
    contradictions: Callable[[Parsed, Complaints], None] = field(default=_nothing)

    @property
    def takes(self) -> Record:
        """Return the whole input: the calculator's own fields and those of the envelope."""
        return Record((*self.asks, *ENVELOPE))


AS_OF: Final = Field(
    name="as_of",
    kind=Day(),
    title=Sentence(zh="法律日", en="Legal day"),
    meaning=Sentence(zh="按哪一天的规则回答；不填为今天。", en="The day whose rules answer; today if left empty."),
)
KNOWN_AT: Final = Field(
    name="known_at",
    kind=Count(least=1),
    title=Sentence(zh="规则库版本", en="Release of the rulebook"),
    meaning=Sentence(zh="按哪一版规则库回答；不填为最新版。", en="The release that answers; the newest if left empty."),
)
ENVELOPE: Final = (AS_OF, KNOWN_AT)


def calculate(
    *, calculator: Calculator, raw: object, book: Book, today: date
) -> dict[str, Any] | tuple[Complaint, ...]:
    """Return the answer to a raw JSON value (see `raw.read_json`), or everything that is wrong with it.

    `today` is the legal day on which an input that names no `as_of` is answered.
    """
    if isinstance(raw, Complaint):
        return (raw,)
    wrong = Complaints()
    parsed = calculator.takes.read(raw, "", wrong)
    if parsed is None:
        return wrong.found
    view = _view(parsed, book, today, wrong)
    calculator.contradictions(parsed, wrong)
    if wrong.found or view is None:
        return wrong.found
    return answered(calculator=calculator, worked=calculator.answer(parsed, view), view=view)


def _view(parsed: Parsed, book: Book, today: date, wrong: Complaints) -> View | None:
    try:
        return book.at(parsed["as_of"] or today, known_at=parsed["known_at"] or book.latest_release.number)
    except UnknownRelease:
        newest = book.latest_release.number
        said = Sentence(zh=f"没有这一版规则库；最新为第 {newest} 版。", en=f"No such release; the newest is {newest}.")
        wrong.add("/known_at", "too_large", said)
        return None


def answered(*, calculator: Calculator, worked: Worked, view: View) -> dict[str, Any]:
    """Return the answer as JSON: the envelope, then the calculator's own fields."""
    findings = [finding for answer in worked.judged for finding in answer.findings]
    findings.sort(key=lambda finding: -finding.outcome.severity)
    return {
        "calculator": calculator.name,
        "as_of": view.day.isoformat(),
        "known_at": view.release.number,
        "book_hash": view.hash,
        "verdict": fold(finding.outcome for finding in findings).value if findings else None,
        "findings": [finding_to_json(finding) for finding in findings],
        "beaten": [{"rule": step.rule, "by": step.by} for answer in worked.judged for step in answer.beaten],
        "not_examined": [
            {"rule": step.rule, "missing": list(step.missing)}
            for answer in worked.judged
            for step in answer.not_examined
        ],
        **worked.fields,
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as the calculators' contract spells it; `basis` and `subject` only where they say something."""
    narrower = {"basis": finding.basis, "subject": finding.about}
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        **{name: word for name, word in narrower.items() if word},
        "measured": finding.measured,
        "limit": finding.limit,
        "unit": finding.unit,
        "citation": finding.citation.to_plain(),
        "message": dict(finding.message),
        "remedy": dict(finding.remedy),
    }
