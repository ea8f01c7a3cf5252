"""compliance / core: a stored answer, as everybody above the rows sees it, and whether it replays."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from compliance.core.canonical import canonical_json, facts_from_plain, facts_hash
from compliance.core.engine import Answer
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One determination (合规判定): the question, the book that was read, and the answer.

    `facts` are plain, under the names of their fields; `as_of` is the legal day of the question; `release` and
    `book_hash` say which book was known then; `trace` is how it came about, as `Step.to_plain` wrote it. A ruling that
    `is_withheld` shows what was decided, but neither facts nor figures (`core.privacy`).
    """

    id: UUID
    subject_kind: str
    subject_id: UUID
    organisation_id: UUID | None
    facts_kind: str
    facts: dict[str, Any]
    facts_hash: str
    as_of: date
    release: int
    book_hash: str
    verdict: Outcome
    findings: tuple[Finding, ...]
    trace: tuple[dict[str, Any], ...]
    actor_kind: str
    actor_id: UUID | None
    determined_at: datetime
    cleared_by: UUID | None = None
    is_withheld: bool = False

    @property
    def refuses(self) -> bool:
        """Tell whether the action that asked must stop: DENY does, and REFER and WARN that no officer has cleared."""
        return self.verdict.refuses and self.cleared_by is None

    def as_refusal(self) -> Refused:
        """Return the value with which the action that asked ends.

        :raises ValueError: this ruling refuses nothing.
        """
        return Refused(determination_id=self.id, verdict=self.verdict, findings=self.findings)

    def question(self) -> Facts:
        """Return the facts as the rules read them.

        :raises ValueError: they are withheld, are not what was hashed, or no longer fit their kind.
        """
        if self.is_withheld:
            raise ValueError("the facts are withheld")
        if facts_hash(kind=self.facts_kind, plain=self.facts) != self.facts_hash:
            raise ValueError("the facts are not the ones that were hashed")
        return facts_from_plain(kind=self.facts_kind, plain=self.facts)

    def difference(self, *, again: Answer, book_hash: str) -> str:
        """Return in what a second answer differs from the stored one, or nothing.

        The wording of messages may differ: a better sentence is no other decision.
        """
        if book_hash != self.book_hash:
            return f"release {self.release} of the rulebook has another hash than the one that was read"
        if again.verdict is not self.verdict:
            return f"the verdict is {again.verdict} and was {self.verdict}"
        if [each.substance() for each in again.findings] != [each.substance() for each in self.findings]:
            return "the findings differ"
        if _substance([step.to_plain() for step in again.trace]) != _substance(self.trace):
            return "the trace differs"
        return ""


def _substance(trace: Any) -> str:
    """Return a trace without its wording."""
    return canonical_json([{name: step[name] for name in sorted(step) if name != "reason"} for step in trace])
