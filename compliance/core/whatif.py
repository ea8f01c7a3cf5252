"""compliance / core: what would come out otherwise, if a question were asked for another day or of another book."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from compliance.core.book import View
from compliance.core.engine import judge
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import AnyRule
from compliance.core.ruling import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule that finds something else; `before` or `after` is None where it finds nothing on that side."""

    rule: str
    before: Finding | None
    after: Finding | None

    @property
    def is_graver(self) -> bool:
        """Tell whether the outcome gets worse, or an obstacle appears."""
        return _severity(self.after) > _severity(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """One determination that would come out otherwise; `trouble` says why it can't be asked again at all."""

    ruling: Ruling
    verdict: Outcome | None
    differences: tuple[Difference, ...]
    trouble: str = ""


def ask_otherwise(ruling: Ruling, *, view: View, rules: Iterable[AnyRule]) -> Otherwise | None:
    """Return how the question of a ruling would be answered in another view of the law; None if in the same way."""
    try:
        facts = ruling.question()
    except ValueError as error:
        return Otherwise(ruling=ruling, verdict=None, differences=(), trouble=str(error))
    again = judge(facts=facts, view=view, rules=rules)
    found = differences(ruling.findings, again.findings)
    if not found and again.verdict is ruling.verdict:
        return None
    return Otherwise(ruling=ruling, verdict=again.verdict, differences=found)


def differences(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Difference, ...]:
    """Return what differs between two answers, rule by rule, what gets worse first.

    Wording is no difference, and neither is the day itself where a rule measured on which day it was asked.
    """
    sides = (_by_place(before), _by_place(after))
    found = [
        Difference(rule=place[0], before=was, after=now)
        for place in dict.fromkeys([*sides[0], *sides[1]])
        for was, now in zip_longest(sides[0].get(place, ()), sides[1].get(place, ()))
        if was is None or now is None or _substance(was) != _substance(now)
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_graver, each.rule)))


def _substance(finding: Finding) -> tuple[str, ...]:
    is_day = finding.unit == "day"
    return (replace(finding, measured="") if is_day else finding).substance()


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, str, str], list[Finding]]:
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        places.setdefault((each.rule, each.basis, each.about), []).append(each)
    return places


def _severity(finding: Finding | None) -> int:
    return -1 if finding is None else finding.outcome.severity
