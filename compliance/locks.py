"""compliance / locks: rows locked for a verb; the user before their certification or screening."""

from datetime import date, datetime
from uuid import UUID

from compliance.models import Certification, Clearance, Replay, Screening
from crowdfund.db.locks import lock_row, lock_rows
from crowdfund.kernel.actor import Actor


def lock_certification(certification_id: UUID, *, seen_by: Actor) -> Certification:
    """Lock one certification that the actor may know of. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Certification.objects.visible_to(seen_by).filter(id=certification_id))


def lock_certifications(keys: list[UUID]) -> list[Certification]:
    """Lock some certifications for the platform itself, in ascending order. One query."""
    return lock_rows(Certification.objects.filter(id__in=keys))


def lock_next_to_send(*, now: datetime) -> Screening | None:
    """Lock the screening that has been due longest and that nobody else holds; passes over locked ones. One query."""
    due = Screening.objects.to_send(now=now)
    return due.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("due_at", "id").first()


def lock_screening(screening_id: UUID) -> Screening:
    """Lock one screening for the platform itself. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Screening.objects.filter(id=screening_id))


def lock_screening_seen_by(actor: Actor, screening_id: UUID) -> Screening:
    """Lock one screening that the actor may know of. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Screening.objects.visible_to(actor).filter(id=screening_id))


def lock_clearance(clearance_id: UUID, *, seen_by: Actor) -> Clearance:
    """Lock one request to clear that the actor may know of. One query, and one for its determination.

    :raises NotFound: there is none.
    """
    return lock_row(Clearance.objects.visible_to(seen_by).filter(id=clearance_id))


def lock_replay(day: date, *, now: datetime) -> Replay:
    """Lock the replay of a legal day, which is opened if nobody has. Two queries."""
    Replay.open(day, now=now)
    return lock_row(Replay.objects.filter(day=day))
