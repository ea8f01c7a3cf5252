"""compliance / queries: stored determinations, and who is certified as qualified investor."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.models import Determination
from compliance.queries.certifications import (
    certification_seen_by,
    certification_stamp,
    certifications_seen_by,
    certifications_to_decide,
    counted_as,
    exhibits_of,
    has_waiting_certification,
    is_certified,
    own_approved,
    own_certifications,
    ruling_of,
)
from compliance.queries.screenings import company_screening_of, screening_of, standings_of
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

__all__ = [
    "certification_seen_by",
    "certification_stamp",
    "certifications_seen_by",
    "certifications_to_decide",
    "company_screening_of",
    "counted_as",
    "every_determination",
    "exhibits_of",
    "has_waiting_certification",
    "is_certified",
    "own_approved",
    "own_certifications",
    "readable_determinations",
    "ruling_of",
    "ruling_seen_by",
    "rulings_about",
    "screening_of",
    "standings_of",
]


def ruling_seen_by(*, determination_id: UUID, actor: Actor) -> Ruling:
    """Return one determination as the actor may read it (one query).

    :raises NotFound: there is none, or the actor may not read it.
    """
    found = Determination.objects.visible_to(actor).filter(id=determination_id).first()
    if found is None:
        raise NotFound
    return found.as_ruling_for(actor)


def readable_determinations(ids: Iterable[UUID], *, actor: Actor) -> frozenset[UUID]:
    """Return those among some determinations that the actor may read, for pages that lead to them (one query)."""
    return frozenset(Determination.objects.visible_to(actor).filter(id__in=list(ids)).values_list("id", flat=True))


def rulings_about(*, subject: Subject, actor: Actor) -> tuple[Ruling, ...]:
    """Return the determinations about one subject that the actor may read, latest first (one query)."""
    rows = Determination.objects.visible_to(actor).about(subject).order_by("-id")
    return tuple(row.as_ruling_for(actor) for row in rows)


def every_determination(*, actor: Actor) -> Iterator[Determination]:
    """Yield all determinations that the actor may read, earliest first, without holding them in memory."""
    yield from Determination.objects.visible_to(actor).order_by("id").iterator(chunk_size=500)
