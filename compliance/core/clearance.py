"""compliance / core: what a clearance lifts, who has to agree to it, and for how long it holds.

The word is clearance (解除) because a release is a numbered state of the rulebook. WARN is lifted by two officers on
the applicant's written reason, REFER by one officer's decision, DENY by nobody. Source: DESIGN, settled question 1; the
platform's policy, article 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final, Self

from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.verdict import fold
from crowdfund.kernel.errors import Conflict, FieldError

USUAL_DAYS: Final = 30
"""For how many days a clearance holds unless the officer says otherwise."""
MOST_DAYS: Final = 90
"""For how many days one may hold at most; facts and law change."""
LONGEST_REASON: Final = 2_000
"""Most characters of a written reason."""


DECIDED_ELSEWHERE: Final = "screening."
"""Rules whose names begin so are lifted by the screening itself: its answer, or an officer's decision about its hits.

A clearance of a check that had not ended would still hold when the check finds somebody on a list.
"""


class NotClearable(Conflict):
    """Nothing of it can be cleared: it refuses nothing, a finding is DENY, or is decided in the screening room."""

    code: ClassVar[str] = "not_clearable"


class ClearanceWaiting(Conflict):
    """A request for the same determination waits already, or it was decided."""

    code: ClassVar[str] = "clearance_waiting"


@dataclass(frozen=True, slots=True, order=True)
class Obstacle:
    """One finding that a clearance lifts: which rule, over what, about whom, and how grave it was found."""

    rule: str
    basis: str
    about: str
    outcome: Outcome

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Return the obstacle that a finding puts up."""
        return cls(rule=finding.rule, basis=finding.basis, about=finding.about, outcome=finding.outcome)

    @property
    def is_decided_elsewhere(self) -> bool:
        """Tell whether no clearance lifts it, whatever its outcome."""
        return self.rule.startswith(DECIDED_ELSEWHERE)

    def to_plain(self) -> dict[str, str]:
        """Return the obstacle for JSON."""
        return {"rule": self.rule, "basis": self.basis, "about": self.about, "outcome": self.outcome.value}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `to_plain` wrote."""
        return cls(rule=plain["rule"], basis=plain["basis"], about=plain["about"], outcome=Outcome(plain["outcome"]))


def obstacles_in(findings: Iterable[Finding]) -> tuple[Obstacle, ...]:
    """Return every finding that stops the action, in a stable order."""
    return tuple(sorted({Obstacle.of(each) for each in findings if each.outcome.refuses}))


def clearable_in(findings: Iterable[Finding]) -> tuple[Obstacle, ...]:
    """Return what a clearance would lift.

    :raises NotClearable: nothing stops the action, or a DENY does, or what only the screening lifts.
    """
    found = obstacles_in(findings)
    if not found or any(each.outcome is Outcome.DENY or each.is_decided_elsewhere for each in found):
        raise NotClearable
    return found


def is_clearable(findings: Iterable[Finding]) -> bool:
    """Tell whether a clearance could lift all that stops the action, if anything does."""
    try:
        clearable_in(findings)
    except NotClearable:
        return False
    return True


def needs_second_officer(obstacles: Iterable[Obstacle]) -> bool:
    """Tell whether one officer proposes and another confirms: as soon as one warning is among the obstacles."""
    return any(each.outcome is Outcome.WARN for each in obstacles)


def lifts(cleared: Iterable[Obstacle], findings: Iterable[Finding]) -> bool:
    """Tell whether what was cleared covers all that stops the action now; a graver finding is not covered."""
    known = {each for each in cleared if not each.is_decided_elsewhere}
    stopping = obstacles_in(findings)
    return fold(each.outcome for each in stopping) is not Outcome.DENY and all(each in known for each in stopping)


def usual_expiry(today: date) -> date:
    """Return the first legal day on which a clearance granted today usually no longer holds."""
    return today + timedelta(days=USUAL_DAYS)


def wrong_expiry(expires_on: date, *, today: date) -> tuple[FieldError, ...]:
    """Return what is wrong with the first day on which it no longer holds, a legal day."""
    if expires_on <= today:
        return (FieldError("/expires_on", "clearance_day"),)
    if expires_on > today + timedelta(days=MOST_DAYS):
        return (FieldError("/expires_on", "clearance_day"),)
    return ()


def wrong_reason(reason: str, *, at: str = "/reason") -> tuple[FieldError, ...]:
    """Return what is wrong with a written reason: it says something, within the length."""
    if not reason.strip():
        return (FieldError(at, "required"),)
    if len(reason) > LONGEST_REASON:
        return (FieldError(at, "too_long"),)
    return ()
