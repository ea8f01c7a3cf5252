"""compliance / actions: ask the questions of all deals that are under way for another day or of a draft of the book."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from uuid import UUID

from compliance.core import whatif
from compliance.core.book import Book
from compliance.core.findings import Finding
from compliance.core.policy import may_read_figures, may_watch_board, reads_all
from compliance.core.privacy import PERSONAL_KINDS, open_findings, withheld
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.core.under_way import installed_under_way
from compliance.core.whatif import Otherwise
from compliance.queries.heat import latest_of_each_question
from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor, ActorKind


def ask_otherwise(*, actor: Actor, day: date, law: Book) -> tuple[int, tuple[Otherwise, ...]]:
    """Return how many questions were asked again and which would come out otherwise, the newest first. Writes nothing.

    Of each deal that is under way the latest determination of each kind of question is judged by the newest release of
    `law` on the legal day. One query, and one for each kind of deal.

    :raises NotAuthorised: unless the platform itself, an officer with a second factor or an auditor asks.
    """
    require((actor.kind is ActorKind.SYSTEM and reads_all(actor)) or may_watch_board(actor), actor=actor)
    view = law.at(day, known_at=law.latest_release.number)
    rulings = _under_way([row.as_ruling() for row in latest_of_each_question(actor, kinds=installed_under_way())])
    asked = (whatif.ask_otherwise(each, view=view, rules=RULES) for each in rulings)
    return len(rulings), tuple(_as_read_by(actor, each) for each in asked if each is not None)


def _as_read_by(actor: Actor, found: Otherwise) -> Otherwise:
    """Return it without figures and names for who may not read them."""
    ruling = found.ruling
    if ruling.facts_kind not in PERSONAL_KINDS or may_read_figures(actor, asked_by=ruling.actor_id):
        return found
    opened = [replace(each, before=_opened(each.before), after=_opened(each.after)) for each in found.differences]
    return replace(found, ruling=withheld(ruling), differences=tuple(opened))


def _opened(finding: Finding | None) -> Finding | None:
    return None if finding is None else open_findings([finding])[0]


def _under_way(rulings: list[Ruling]) -> list[Ruling]:
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for each in rulings:
        ids[each.subject_kind].add(each.subject_id)
    open_ids = {(kind, id) for kind, reader in installed_under_way().items() for id in reader(ids[kind])}
    return [each for each in rulings if (each.subject_kind, each.subject_id) in open_ids]
