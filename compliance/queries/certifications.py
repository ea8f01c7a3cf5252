"""compliance / queries: who is certified as qualified investor, by which regime, on what evidence, until when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef

from compliance.core.certification import (
    PRIVATE_FUND,
    CertificationAsked,
    CertificationStamp,
    CountedAs,
    Regime,
)
from compliance.core.policy import may_examine_certifications
from compliance.core.proofs import Proof
from compliance.core.ruling import Ruling
from compliance.core.states import CertificationState
from compliance.models import Certification, CertificationExhibit
from compliance.queries.reminders import reminder_is_due
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.files.core.states import FileState
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet


def ruling_of(certification: Certification) -> Ruling | None:
    """Return what the rules said of an application that the caller may see; None in old ones. At most one query."""
    return None if certification.determination is None else certification.determination.as_ruling()


def is_certified(user_id: UUID, *, on: date, asked: CertificationAsked = PRIVATE_FUND) -> bool:
    """Tell whether somebody's certification of the regime that a vehicle brings holds on a legal day. One query.

    Half-open: it holds on the day of the approval and no longer on the day on which it expires.
    """
    return Certification.objects.valid_on(on).serving(asked).filter(user_id=user_id).exists()


def certification_stamp(
    user_id: UUID, *, on: date, asked: CertificationAsked = PRIVATE_FUND
) -> CertificationStamp | None:
    """Return what somebody's being certified on a legal day rests on, None when they are not. One query, no lock.

    Of several certifications that hold and serve the vehicle it is the one that holds longest.
    """
    held = Certification.objects.valid_on(on).serving(asked).filter(user_id=user_id).order_by("-expires_on", "-id")
    row = held.only("id", "approved_on", "expires_on").first()
    if row is None or row.approved_on is None or row.expires_on is None:
        return None
    return CertificationStamp(certification_id=row.id, approved_on=row.approved_on, expires_on=row.expires_on)


def counted_as(user_ids: Iterable[UUID]) -> dict[UUID, CountedAs]:
    """Return as what each of these investors counts among holders, by what was last certified. One query.

    Who was never certified is left out. That a certification has run out changes nothing: whoever stood behind its
    holder still does.
    """
    rows = Certification.objects.filter(user_id__in=list(user_ids), approved_on__isnull=False)
    latest = rows.order_by("user_id", "-approved_on", "-id").distinct("user_id")
    return {row.user_id: row.counted_as() for row in latest}


def has_waiting_certification(user_id: UUID, *, regime: Regime | None = None) -> bool:
    """Tell whether an application of somebody waits for a decision, under a regime or under any. One query."""
    waiting = Certification.objects.waiting().filter(user_id=user_id)
    return (waiting if regime is None else waiting.filter(regime=regime.value)).exists()


def own_certifications(actor: Actor) -> "QuerySet[Certification, Certification]":
    """Return the applications of whoever asks, latest first. One query.

    :raises NotAuthorised: the actor is no user.
    """
    rows = Certification.objects.filter(user_id=acting_user(actor)).select_related("determination")
    return rows.order_by("-applied_at", "-id")


def own_approved(actor: Actor, certification_id: str) -> Certification:
    """Return one certification of whoever asks that was approved, for renewing it. One query.

    :raises NotFound: there is none of that number. :raises NotAuthorised: the actor is no user.
    """
    rows = own_certifications(actor).filter(approved_on__isnull=False)
    try:
        found = rows.filter(id=UUID(certification_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found


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


def proofs_of(certification_id: UUID) -> frozenset[Proof]:
    """Return what the documents of an application show; one in quarantine shows nothing. One query."""
    rows = CertificationExhibit.objects.filter(certification_id=certification_id)
    return frozenset(
        Proof(word) for word in rows.exclude(file__state=FileState.QUARANTINED).values_list("shows", flat=True)
    )


def exhibits_of(certification_id: UUID) -> "QuerySet[CertificationExhibit, CertificationExhibit]":
    """Return the documents of an application that the caller may see, in the order they came. One query."""
    rows = CertificationExhibit.objects.filter(certification_id=certification_id)
    return rows.select_related("file").order_by("id")


def certifications_to_remind_of(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - sweeps are asked at an instant; this one is about days
    after: UUID | None,
    limit: int,
    among: list[UUID] | None = None,
) -> list[UUID]:
    """Return up to `limit` certifications behind `after` whose holders are to be told that they end. One query.

    Whoever has applied again, or holds a later one of the same regime, is left in peace. With `among` only those.
    """
    same = Certification.objects.filter(user_id=OuterRef("user_id"), regime=OuterRef("regime"))
    later = same.filter(state=CertificationState.APPROVED.value, expires_on__gt=OuterRef("expires_on"))
    rows = Certification.objects.valid_on(day).filter(reminder_is_due(day), ~Exists(same.waiting()), ~Exists(later))
    if after is not None:
        rows = rows.filter(id__gt=after)
    if among is not None:
        rows = rows.filter(id__in=among)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])
