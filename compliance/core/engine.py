"""compliance / core: runs every rule that applies over one question's facts and folds what they found.

All rules run, so that people see every obstacle at once. Whatever the book cannot decide is referred, never permitted:
a value that is not in force, a value known from memory only, and a question to which no rule applies. Where only law
of another day would apply, that law is referred by name. What only a single page says is referred where it would
forbid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from compliance.core.book import Book, Confidence, Entry, NotInForce, View
from compliance.core.citation import Citation
from compliance.core.facts import Facts, Reason, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import AnyRule, Ground, Judged, Missing, NotApplicable, Reading
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.verdict import fold
from compliance.core.wording import missing_facts

SILENCE: Final = "rulebook.no_applicable_rule"
"""The finding's rule when no rule applies."""
SILENCE_PROVISION: Final = "platform_policy#1"
"""The platform's own policy that an unanswered question is referred to an officer; every book lists it."""
_NAMES_ABSENT_RULES: Final = 5
"""The first release that answers by the rules it would ask, were they law, instead of by silence; older ones replay."""
_ASK_AN_OFFICER: Final = Sentence(
    zh="请合规专员作出书面决定，或补充使规则适用的事实。",
    en="Ask a compliance officer for a written decision, or supply facts to which a rule applies.",
)


class Status(StrEnum):
    """What became of a rule in one question."""

    JUDGED = "judged"
    BEATEN = "beaten"
    """It found something, and a more special rule took its place."""
    NOT_EXAMINED = "not_examined"
    """It applies, and the caller of a calculator did not send its facts."""
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the trace: a rule, what became of it, why, and which values it looked up.

    `by` is the rule that beat it, `missing` are the facts that were not sent; both are empty elsewhere.
    """

    rule: str
    provision: str
    status: Status
    reason: Sentence
    grounds: tuple[Ground, ...]
    by: str = ""
    missing: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return the step for JSON; `by` and `missing` only where they say something."""
        narrower: dict[str, Any] = {"by": self.by, "missing": list(self.missing)}
        return {
            "rule": self.rule,
            "provision": self.provision,
            "status": self.status.value,
            "reason": dict(self.reason),
            "grounds": [ground.to_plain() for ground in self.grounds],
            **{name: value for name, value in narrower.items() if value},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the book says: the verdict, the findings worst first, and how it came about.

    The findings of rules that were beaten are not among them.
    """

    verdict: Outcome
    findings: tuple[Finding, ...]
    trace: tuple[Step, ...]

    @property
    def beaten(self) -> tuple[Step, ...]:
        """Return the steps of the rules that gave way to a more special one."""
        return tuple(step for step in self.trace if step.status is Status.BEATEN)

    @property
    def not_examined(self) -> tuple[Step, ...]:
        """Return the steps of the rules that apply but whose facts were not sent."""
        return tuple(step for step in self.trace if step.status is Status.NOT_EXAMINED)


def judge(*, facts: Facts, view: View, rules: Iterable[AnyRule]) -> Answer:
    """Return the answer of the book as of the view's legal day and as known in its release."""
    ran: list[_Ran] = [
        _run(rule, facts, view) for rule in rules if rule.facts is type(facts) and rule.is_known_at(view.release.number)
    ]
    special = [each for each in ran if each.rule.beats and each.findings and not each.lacks_facts]
    ran = [_or_beaten(each, special) for each in ran] if special else ran
    steps = tuple(each.step for each in ran)
    findings = [finding for each in ran if each.step.status is Status.JUDGED for finding in each.findings]
    if not findings and not any(step.status is Status.NOT_EXAMINED for step in steps):
        findings = [each.asked_too_soon for each in ran if each.asked_too_soon] or [_silence(view, steps)]
    findings.sort(key=lambda finding: -finding.outcome.severity)
    verdict = fold(finding.outcome for finding in findings)
    return Answer(verdict=verdict, findings=tuple(findings), trace=steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ran:
    rule: AnyRule
    step: Step
    findings: tuple[Finding, ...] = ()
    lacks_facts: bool = False
    """It could not tell whether it applies in the end, so it takes no other rule's place."""
    asked_too_soon: Finding | None = None
    """What is referred if nothing else answers: it would apply, but its article was not law on the day."""


def _or_beaten(one: _Ran, special: list[_Ran]) -> _Ran:
    """Return the run as it is, or as beaten by the first of the special rules that names it."""
    by = next((each.rule.id for each in special if one.rule.id in each.rule.beats), None)
    if by is None or one.step.status in (Status.NOT_APPLICABLE, Status.NOT_IN_FORCE):
        return one
    reason = Sentence(zh=f"由更特别的规则 {by} 取代。", en=f"The more special rule {by} takes its place.")
    return replace(one, step=replace(one.step, status=Status.BEATEN, reason=reason, by=by, missing=()))


def _run(rule: AnyRule, facts: Facts, view: View) -> _Ran:
    in_force = _provision_in_force(rule, view)
    if isinstance(in_force, NotInForce):
        return _without_provision(rule, facts, view, in_force)
    reading = Reading(view=view, reads=rule.reads, provision=in_force)
    provision = view.provision(in_force)
    found = _judge(rule, facts, reading, provision.citation)
    grounds = reading.grounds
    if isinstance(found, NotApplicable):
        return _Ran(rule=rule, step=_step(rule, in_force, grounds, Status.NOT_APPLICABLE, found.reason))
    step = _step(rule, in_force, grounds)
    lacks_facts = isinstance(found, Missing)
    if isinstance(found, Missing):
        missing = _unknown_among(facts, found.fields)
        if all(fact.reason is Reason.NOT_SENT for fact in missing.values()):
            names = tuple(missing) or found.fields
            return _Ran(rule=rule, step=replace(step, status=Status.NOT_EXAMINED, missing=names))
        found = _referred(rule.id, provision.citation, *missing_facts(facts, *found.fields), measured=UNKNOWN)
    findings = found if isinstance(found, tuple) else (found,)
    doubts = {each: _known_as(each, in_force, provision, grounds) for each in (Confidence.MEMORY, Confidence.ONE_PAGE)}
    return _Ran(
        rule=rule, step=step, findings=tuple(_doubted(each, doubts) for each in findings), lacks_facts=lacks_facts
    )


def _step(
    rule: AnyRule,
    provision: str,
    grounds: tuple[Ground, ...],
    status: Status = Status.JUDGED,
    reason: Sentence = NOTHING_TO_SAY,
) -> Step:
    return Step(rule=rule.id, provision=provision, status=status, reason=reason, grounds=grounds)


def _provision_in_force(rule: AnyRule, view: View) -> str | NotInForce:
    """Return the article that held the rule on the day, or why none did; that one may have held it goes before."""
    absences: list[NotInForce] = []
    for provision in rule.provisions:
        try:
            view.provision(provision)
        except NotInForce as absent:
            absences.append(absent)
        else:
            return provision
    return next((each for each in absences if each.is_uncertain), absences[0])


def _without_provision(rule: AnyRule, facts: Facts, view: View, absent: NotInForce) -> _Ran:
    """Return that the rule was not law then; if nobody knows whether it was, it is referred where it would apply."""
    reason = _not_in_force(absent)
    step = Step(rule=rule.id, provision=absent.id, status=Status.NOT_IN_FORCE, reason=reason, grounds=())
    if not absent.is_uncertain and view.release.number < _NAMES_ABSENT_RULES:
        return _Ran(rule=rule, step=step)
    citation = view.book.provision(absent.id).entries[0].citation
    asked = _judge(rule, facts, Reading(view=view, reads=rule.reads, provision=absent.id), citation)
    if not absent.is_uncertain:
        applies = not isinstance(asked, NotApplicable | Missing)
        finding = _referred(rule.id, citation, _no_law(citation, view), _ASK_AN_OFFICER) if applies else None
        return _Ran(rule=rule, step=step, asked_too_soon=finding)
    if isinstance(asked, NotApplicable):
        return _Ran(rule=rule, step=replace(step, status=Status.NOT_APPLICABLE, reason=asked.reason))
    finding = _referred(rule.id, citation, reason, _ASK_AN_OFFICER)
    return _Ran(rule=rule, step=replace(step, status=Status.JUDGED), findings=(finding,))


def _no_law(citation: Citation, view: View) -> Sentence:
    day = view.day.isoformat()
    return Sentence(
        zh=f"《{citation.law}》第 {citation.article} 条在 {day} 没有效力，其取值不适用于该日。",
        en=f"Article {citation.article} of {citation.law} was not law on {day}; its values aren't carried to that day.",
    )


def _unknown_among(facts: Facts, names: tuple[str, ...]) -> dict[str, Unknown]:
    """Return what is unknown of the facts that a rule needs; a name inside a list of facts is not among them.

    What only a calculator's caller left out is not examined; what is unknown for another reason must be referred.
    """
    return {name: fact for name in names if isinstance(fact := getattr(facts, name, None), Unknown)}


def _judge(rule: AnyRule, facts: Facts, reading: Reading, own: Citation) -> Judged:
    try:
        return rule.judge(facts, reading)
    except NotInForce as absent:
        return _referred(rule.id, own, _not_in_force(absent), _ASK_AN_OFFICER)


def _known_as(confidence: Confidence, provision_id: str, provision: Entry, grounds: tuple[Ground, ...]) -> list[str]:
    """Return what is known no better than this: values that were looked up, or the article of a rule without any."""
    known_so = [ground.parameter for ground in grounds if ground.confidence is confidence]
    if not known_so and not grounds and provision.confidence is confidence:
        return [provision_id]
    return known_so


def _doubted(finding: Finding, doubts: Mapping[Confidence, list[str]]) -> Finding:
    """Refer what rests on memory, whatever it says, and what would forbid and rests on a single page."""
    if from_memory := doubts[Confidence.MEMORY]:
        remedy = Sentence(
            zh=f"由合规专员核对条文原文后决定：{'、'.join(from_memory)} 仅凭记忆录入。",
            en=f"An officer checks the text and decides: {', '.join(from_memory)} is known from memory only.",
        )
        return replace(finding, outcome=Outcome.REFER, remedy=remedy)
    on_one_page = doubts[Confidence.ONE_PAGE]
    if not on_one_page or finding.outcome is not Outcome.DENY:
        return finding
    remedy = Sentence(
        zh=f"{finding.remedy.zh}否则由合规专员核对条文原文后决定：{'、'.join(on_one_page)} 仅有一个网页佐证。",
        en=f"{finding.remedy.en} Otherwise an officer checks the text and decides: "
        f"{', '.join(on_one_page)} rests on a single page.",
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
    return _referred(SILENCE, silence_citation(view.book), message, _ASK_AN_OFFICER)


def silence_citation(book: Book) -> Citation:
    """Return where the platform says that an unanswered question is referred; it binds us whatever the legal day."""
    return book.provision(SILENCE_PROVISION).entries[-1].citation


def _referred(rule: str, citation: Citation, message: Sentence, remedy: Sentence, *, measured: str = "") -> Finding:
    return Finding(
        rule=rule,
        outcome=Outcome.REFER,
        measured=measured,
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
