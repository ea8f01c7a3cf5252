"""tests / factories: events as the verbs record them, and the hands of an intruder who holds the server's keys."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from crowdfund.audit.actions.seal_events import SealReport, seal_events
from crowdfund.audit.models import Event
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests", "request-of-the-tests")


def happen(
    verb: str = "round.edited",
    *,
    actor: Actor = SYSTEM,
    subject: Subject | None = None,
    organisation: UUID | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    outcome: Outcome = Outcome.DONE,
    notify: Iterable[UUID] = (),
    now: datetime = NOON,
) -> Event:
    """Record one event in a transaction of its own and return it as it was stored."""
    with unit_of_work(actor=actor, now=now):
        event_id = record(
            verb=verb,
            subject=subject or Subject(kind="round", id=uuid4()),
            after=after,
            reason=reason,
            outcome=outcome,
            organisation=organisation,
            notify=notify,
        )
    return Event.objects.get(id=event_id)


def seal(*, limit: int = 1_000) -> SealReport:
    """Seal what waits into one block."""
    return seal_events(actor=SYSTEM, now=NOON, limit=limit)


@contextmanager
def unguarded(superuser_connection: Any) -> Iterator[Any]:
    """Yield a cursor for which neither triggers nor foreign keys hold, as they don't for whoever owns the server."""
    with superuser_connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin")


def insert_event(cursor: Any, *, organisation: UUID | None = None) -> tuple[UUID, int]:
    """Insert an event over a raw connection, whose transaction stays open, and return its id and sequence number."""
    cursor.execute(
        "INSERT INTO audit_event (id, verb, outcome, actor_kind, actor_id, subject_kind, subject_id, organisation_id,"
        " before, after, reason, request_id, occurred_at)"
        " VALUES (%s, 'round.edited', 'done', 'system', gen_random_uuid(), 'round', gen_random_uuid(), %s, '{}', '{}',"
        " '', '', now()) RETURNING sequence",
        [str(event_id := uuid4()), str(organisation) if organisation else None],
    )
    return event_id, cursor.fetchone()[0]
