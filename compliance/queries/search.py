"""compliance / queries: determinations looked for by verdict, rule, subject and day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from compliance.core.policy import may_watch_board
from compliance.core.ruling import Ruling
from compliance.core.search import Wanted
from compliance.models import Determination
from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet


def determinations_wanted(wanted: Wanted, *, actor: Actor) -> "QuerySet[Determination, Determination]":
    """Return the determinations that the actor may read and that fit, latest first. One query."""
    rows = Determination.objects.visible_to(actor)
    if wanted.rule:
        finding = {"rule": wanted.rule} | ({"outcome": wanted.outcome.value} if wanted.outcome else {})
        rows = rows.filter(findings__contains=[finding])
    elif wanted.outcome:
        rows = rows.filter(verdict=wanted.outcome.value)
    conditions: dict[str, Any] = {
        "facts_kind": wanted.facts_kind,
        "subject_id": wanted.subject_id,
        "as_of__gte": wanted.since,
        "as_of__lte": wanted.until,
    }
    return rows.filter(**{name: value for name, value in conditions.items() if value}).order_by("-id")


def page_of_determinations(
    wanted: Wanted, *, actor: Actor, before: UUID | None, limit: int
) -> tuple[list[Ruling], UUID | None]:
    """Return one page, latest first, and the id behind which the next begins; no figures of wealth. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor or an auditor.
    """
    require(may_watch_board(actor), actor=actor)
    rows = determinations_wanted(wanted, actor=actor)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = [row.as_open_ruling() for row in rows[: limit + 1]]
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def every_ruling_wanted(wanted: Wanted, *, actor: Actor, limit: int) -> Iterator[Ruling]:
    """Yield what fits, latest first, up to `limit`, without holding it in memory and without figures of wealth."""
    for row in determinations_wanted(wanted, actor=actor)[:limit].iterator(chunk_size=500):
        yield row.as_open_ruling()
