"""compliance / actions: compute every stored determination again and compare."""

from dataclasses import dataclass
from uuid import UUID

from compliance.core.book import UnknownRelease
from compliance.core.engine import judge
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.library import book
from compliance.queries import every_ruling
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
    for ruling in every_ruling(actor=actor):
        if difference := _replay(ruling):
            return ReplayReport(agreed=agreed, differing=ruling.id, difference=difference)
        agreed += 1
    return ReplayReport(agreed=agreed, differing=None, difference="")


def _replay(ruling: Ruling) -> str:
    try:
        facts = ruling.question()
        view = book().at(ruling.as_of, known_at=ruling.release)
    except (ValueError, UnknownRelease) as error:
        return str(error)
    return ruling.difference(again=judge(facts=facts, view=view, rules=RULES), book_hash=view.hash)
