"""notices / facts: turns events into messages, the same for the page and for the e-mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.names import names_of
from crowdfund.notices.core.places import place_of
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.core.wording import Text, wording_of
from crowdfund.notices.models import Notice
from crowdfund.notices.queries import notices_of, unread_count
from crowdfund.web.components.words import StateFace, registered_states

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What an event says. `face` is the badge of the state it led to, `verdict` the outcome of the rules, if any."""

    verb: str
    topic: Topic
    title: Text
    body: Text
    reason: str
    face: StateFace | None
    verdict: str
    findings: tuple[dict[str, Any], ...]
    path: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One notice in the list. `name` is how its subject is called, empty when the reader may not see it."""

    id: UUID
    name: str
    is_read: bool
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """A page of a reader's notices; `older_than` is the notice to go on behind, None at the end."""

    lines: tuple[Line, ...]
    unread: int
    older_than: UUID | None


def message_of(event: Event) -> Message:
    """Return what an event says.

    :raises NoWords: when its verb has no wording.
    """
    wording = wording_of(event.verb)
    return Message(
        verb=event.verb,
        topic=wording.topic,
        title=wording.title,
        body=wording.body,
        reason=event.reason,
        face=registered_states().get(event.subject_kind, {}).get(str(event.after.get("state", ""))),
        verdict=str(event.after.get("verdict") or ""),
        findings=tuple(event.after.get("findings") or ()),
        path=place_of(verb=event.verb, kind=event.subject_kind, subject_id=event.subject_id),
        occurred_at=event.occurred_at,
    )


def inbox(*, actor: Actor, before: UUID | None) -> Inbox:
    """Return a page of the actor's notices, latest first (two queries, one more for each kind with names)."""
    rows = notices_of(actor)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = tuple(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    names = names_of((_subject(notice) for notice in shown), actor=actor)
    return Inbox(
        lines=tuple(
            Line(
                id=notice.id,
                name=names.get(_subject(notice), ""),
                is_read=notice.read_at is not None,
                message=message_of(notice.event),
            )
            for notice in shown
        ),
        unread=unread_count(actor),
        older_than=shown[-1].id if len(found) > PAGE_SIZE else None,
    )


def _subject(notice: Notice) -> tuple[str, UUID]:
    return notice.event.subject_kind, notice.event.subject_id
