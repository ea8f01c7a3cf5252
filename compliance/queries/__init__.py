"""compliance / queries: stored determinations, and who is certified as qualified investor."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from compliance.core.certification import CertificationStamp
from compliance.core.policy import may_examine_certifications
from compliance.core.ruling import Ruling
from compliance.models import Certification, Determination
from compliance.queries.screenings import company_screening_of, screening_of, standings_of
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "certification_seen_by",
    "certifications_seen_by",
    "certifications_to_decide",
    "company_screening_of",
    "every_determination",
    "has_waiting_certification",
    "is_certified",
    "own_certifications",
    "ruling_of",
    "ruling_seen_by",
    "rulings_about",
    "screening_of",
    "standings_of",
]


def ruling_seen_by(*, determination_id: UUID, actor: Actor) -> Ruling:
    """Return one determination (one query).

    :raises NotFound: there is none, or the actor may not read it.
    """
    found = Determination.objects.visible_to(actor).filter(id=determination_id).first()
    if found is None:
        raise NotFound
    return found.as_ruling()


def ruling_of(certification: Certification) -> Ruling | None:
    """Return what the rules said of an application that the caller may see; None in old ones. At most one query."""
    return None if certification.determination is None else certification.determination.as_ruling()


def rulings_about(*, subject: Subject, actor: Actor) -> tuple[Ruling, ...]:
    """Return the determinations about one subject that the actor may read, latest first (one query)."""
    rows = Determination.objects.visible_to(actor).about(subject).order_by("-id")
    return tuple(row.as_ruling() for row in rows)


def every_determination(*, actor: Actor) -> Iterator[Determination]:
    """Yield all determinations that the actor may read, earliest first, without holding them in memory."""
    yield from Determination.objects.visible_to(actor).order_by("id").iterator(chunk_size=500)


def is_certified(user_id: UUID, *, on: date) -> bool:
    """Tell whether somebody's certification as qualified investor holds on a legal day. One query.

    Half-open: it holds on the day of the approval and no longer on the day on which it expires.
    """
    return Certification.objects.valid_on(on).filter(user_id=user_id).exists()


def certification_stamp(user_id: UUID, *, on: date) -> CertificationStamp | None:
    """Return what somebody's being certified on a legal day rests on, None when they are not. One query, no lock.

    Of several certifications that hold it is the one that holds longest.
    """
    held = Certification.objects.valid_on(on).filter(user_id=user_id).order_by("-expires_on", "-id")
    row = held.only("id", "approved_on", "expires_on").first()
    if row is None or row.approved_on is None or row.expires_on is None:
        return None
    return CertificationStamp(certification_id=row.id, approved_on=row.approved_on, expires_on=row.expires_on)


def has_waiting_certification(user_id: UUID) -> bool:
    """Tell whether an application of somebody waits for a decision. One query."""
    return Certification.objects.waiting().filter(user_id=user_id).exists()


def own_certifications(actor: Actor) -> "QuerySet[Certification, Certification]":
    """Return the applications of whoever asks, latest first. One query.

    :raises NotAuthorised: the actor is no user.
    """
    rows = Certification.objects.filter(user_id=acting_user(actor)).select_related("determination")
    return rows.order_by("-applied_at", "-id")


def certifications_seen_by(actor: Actor) -> "QuerySet[Certification, Certification]":
    """Return the certifications that the actor may know of: their own, for officers all; latest first. One query."""
    return Certification.objects.visible_to(actor).order_by("-applied_at", "-id")


def certification_seen_by(actor: Actor, certification_id: UUID) -> Certification:
    """Return one certification with its user. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    visible = Certification.objects.visible_to(actor).select_related("user")
    found = visible.filter(id=certification_id).first()
    if found is None:
        raise NotFound
    return found


def certifications_to_decide(actor: Actor) -> "QuerySet[Certification, Certification]":
    """Return the applications that wait for a decision, the longest waiting first. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor.
    """
    require(may_examine_certifications(actor), actor=actor)
    return Certification.objects.waiting().select_related("user").order_by("applied_at", "id")
