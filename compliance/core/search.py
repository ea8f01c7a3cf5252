"""compliance / core: which determinations somebody looks for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compliance.core.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a determination must have; whatever is left open is not asked.

    `since` and `until` are legal days of the question, both included; `rule` found something in it, `outcome` being the
    outcome of that rule where both are given, and of the whole where only the outcome is.
    """

    outcome: Outcome | None = None
    rule: str = ""
    facts_kind: str = ""
    subject_id: UUID | None = None
    since: date | None = None
    until: date | None = None
