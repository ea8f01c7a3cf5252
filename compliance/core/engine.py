"""compliance / core: runs every rule that applies over one question's facts and folds what they found.

All rules run, so that people see every obstacle at once. Whatever the book cannot decide is referred, never permitted:
a value that is not in force, a value known from memory only, and a question to which no rule applies.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from compliance.core.book import Book, Confidence, NotInForce, View
from compliance.core.citation import Citation
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import AnyRule, Ground, NotApplicable, Reading
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.verdict import fold

SILENCE: Final = "rulebook.no_applicable_rule"
"""The finding's rule when no rule applies."""
SILENCE_PROVISION: Final = "platform_policy#1"
"""The platform's own policy that an unanswered question is referred to an officer; every book lists it."""


class Status(StrEnum):
    """What became of a rule in one question."""

    JUDGED = "judged"
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the trace: a rule, what became of it, why, and which values it looked up."""

    rule: str
    provision: str
    status: Status
    reason: Sentence
    grounds: tuple[Ground, ...]

    def to_plain(self) -> dict[str, Any]:
        """Return the step for JSON."""
        return {
            "rule": self.rule,
            "provision": self.provision,
            "status": self.status.value,
            "reason": dict(self.reason),
            "grounds": [ground.to_plain() for ground in self.grounds],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the book says: the verdict, the findings worst first, and how it came about."""

    verdict: Outcome
    findings: tuple[Finding, ...]
    trace: tuple[Step, ...]


def judge(*, facts: Facts, view: View, rules: Iterable[AnyRule]) -> Answer:
    """Return the answer of the book as of the view's legal day and as known in its release."""
    steps: list[Step] = []
    findings: list[Finding] = []
    for rule in rules:
        if rule.facts is type(facts) and rule.is_known_at(view.release.number):
            step, finding = _run(rule, facts, view)
            steps.append(step)
            findings += [finding] if finding else []
    if not findings:
        findings = [_silence(view, steps)]
    findings.sort(key=lambda finding: -finding.outcome.severity)
    verdict = fold(finding.outcome for finding in findings)
    return Answer(verdict=verdict, findings=tuple(findings), trace=tuple(steps))


def _run(rule: AnyRule, facts: Facts, view: View) -> tuple[Step, Finding | None]:
    reading = Reading(view=view, reads=rule.reads, provision=rule.provision)
    status, reason, finding = Status.JUDGED, NOTHING_TO_SAY, None
    try:
        own = view.provision(rule.provision).citation
    except NotInForce as absent:
        status, reason = Status.NOT_IN_FORCE, _not_in_force(absent)
    else:
        found = _judge(rule, facts, reading, own)
        if isinstance(found, NotApplicable):
            status, reason = Status.NOT_APPLICABLE, found.reason
        else:
            finding = _doubted(found, reading.grounds)
    step = Step(rule=rule.id, provision=rule.provision, status=status, reason=reason, grounds=reading.grounds)
    return step, finding


def _judge(rule: AnyRule, facts: Facts, reading: Reading, own: Citation) -> Finding | NotApplicable:
    try:
        return rule.judge(facts, reading)
    except NotInForce as absent:
        return _referred(rule.id, own, _not_in_force(absent))


def _doubted(finding: Finding, grounds: tuple[Ground, ...]) -> Finding:
    """Refer what rests on a value known from memory only; it may not decide, whatever it says."""
    from_memory = [ground.parameter for ground in grounds if ground.confidence is Confidence.MEMORY]
    if not from_memory:
        return finding
    remedy = Sentence(
        zh=f"由合规专员核对条文原文后决定：{'、'.join(from_memory)} 仅凭记忆录入。",
        en=f"An officer checks the text and decides: {', '.join(from_memory)} is known from memory only.",
    )
    return replace(finding, outcome=Outcome.REFER, remedy=remedy)


def _silence(view: View, steps: Iterable[Step]) -> Finding:
    """Return the finding that no rule applies, and why each did not; a question without an answer is no permission."""
    day = view.day.isoformat()
    reasons = [step.reason for step in steps]
    message = Sentence(
        zh=f"规则库第 {view.release.number} 版没有在 {day} 适用于该事实的规则。" + "".join(why.zh for why in reasons),
        en=f"Release {view.release.number} of the rulebook has no rule that applies to these facts on {day}."
        + "".join(f" {why.en}" for why in reasons),
    )
    return _referred(SILENCE, silence_citation(view.book), message)


def silence_citation(book: Book) -> Citation:
    """Return where the platform says that an unanswered question is referred; it binds us whatever the legal day."""
    return book.provision(SILENCE_PROVISION).entries[-1].citation


def _referred(rule: str, citation: Citation, message: Sentence) -> Finding:
    remedy = Sentence(
        zh="请合规专员作出书面决定，或补充使规则适用的事实。",
        en="Ask a compliance officer for a written decision, or supply facts to which a rule applies.",
    )
    return Finding(
        rule=rule,
        outcome=Outcome.REFER,
        measured="",
        limit="",
        citation=citation,
        message=message,
        remedy=remedy,
    )


def _not_in_force(absent: NotInForce) -> Sentence:
    return Sentence(
        zh=f"规则库第 {absent.release} 版中，{absent.id} 在 {absent.day.isoformat()} 没有有效的取值。",
        en=f"{absent.id} is not in force on {absent.day.isoformat()} as known in release {absent.release}.",
    )
