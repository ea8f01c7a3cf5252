"""compliance / core: many outcomes become one verdict, and a verdict that refuses becomes a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from compliance.core.findings import Finding
from compliance.core.outcome import Outcome

__all__ = ["Outcome", "Refused", "fold"]


def fold(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst outcome: DENY > REFER > WARN > ADVISE > PERMIT; no outcome at all is REFER.

    >>> fold([Outcome.PERMIT, Outcome.ADVISE])
    <Outcome.ADVISE: 'ADVISE'>
    >>> fold([])
    <Outcome.REFER: 'REFER'>
    """
    return max(outcomes, key=lambda outcome: outcome.severity, default=Outcome.REFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The value that an action returns when the rules stop it; the transaction that stored the evidence commits.

    `findings` are all that was judged, worst first, so that people see every obstacle at once.
    """

    determination_id: UUID
    verdict: Outcome
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        if not self.verdict.refuses:
            raise ValueError(f"{self.verdict} refuses nothing")
