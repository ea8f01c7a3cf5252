"""compliance / actions: compute every stored determination again and compare."""

from dataclasses import dataclass
from uuid import UUID

from compliance.core.replay import replay
from compliance.core.rules import RULES
from compliance.library import book
from compliance.queries import every_determination
from crowdfund.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """How many determinations were computed again, and the first that came out differently, if any."""

    agreed: int
    differing: UUID | None
    difference: str


def replay_determinations(*, actor: Actor) -> ReplayReport:
    """Compute the determinations that the actor may read again, earliest first, up to the first that differs.

    Each is asked with its own facts, legal day and release. Writes nothing; one pass over the table.
    """
    agreed = 0
    for row in every_determination(actor=actor):
        if difference := replay(row.as_ruling, book=book(), rules=RULES):
            return ReplayReport(agreed=agreed, differing=row.id, difference=difference)
        agreed += 1
    return ReplayReport(agreed=agreed, differing=None, difference="")
