"""compliance / queries: stored determinations."""

from collections.abc import Iterator
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.models import Determination
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound


def ruling_seen_by(*, determination_id: UUID, actor: Actor) -> Ruling:
    """Return one determination (one query).

    :raises NotFound: there is none, or the actor may not read it.
    """
    found = Determination.objects.visible_to(actor).filter(id=determination_id).first()
    if found is None:
        raise NotFound
    return found.as_ruling()


def rulings_about(*, subject: Subject, actor: Actor) -> tuple[Ruling, ...]:
    """Return the determinations about one subject that the actor may read, latest first (one query)."""
    rows = Determination.objects.visible_to(actor).about(subject).order_by("-id")
    return tuple(row.as_ruling() for row in rows)


def every_ruling(*, actor: Actor) -> Iterator[Ruling]:
    """Yield all determinations that the actor may read, earliest first, without holding them in memory."""
    for row in Determination.objects.visible_to(actor).order_by("id").iterator(chunk_size=500):
        yield row.as_ruling()
