"""audit / queries: events that an actor may see, in the order in which they were written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from crowdfund.audit.core.policy import sees_everything
from crowdfund.audit.models import Event
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised, NotFound

_DIGITS = 18
"""Digits that a sequence number may have and still fit its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What an auditor looks for; an absent field does not narrow. `since` is inclusive, `until` exclusive."""

    verb: str = ""
    outcome: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None
    actor_id: UUID | None = None
    request_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def events_about(*, subject: Subject, actor: Actor) -> QuerySet[Event]:
    """Return the events about one subject that the actor may see, earliest first."""
    return Event.objects.visible_to(actor).about(subject).order_by("sequence")


def events_matching(*, wanted: EventFilter, actor: Actor) -> QuerySet[Event]:
    """Return the events that the actor may see and that fit the filter, latest first."""
    conditions = {
        "verb__startswith": wanted.verb,
        "outcome": wanted.outcome,
        "subject_kind": wanted.subject_kind,
        "subject_id": wanted.subject_id,
        "actor_id": wanted.actor_id,
        "request_id": wanted.request_id,
        "occurred_at__gte": wanted.since,
        "occurred_at__lt": wanted.until,
    }
    given = {name: value for name, value in conditions.items() if value}
    return Event.objects.visible_to(actor).filter(**given).order_by("-sequence")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A page of events, latest first; `older_than` is the sequence number to go on below, None at the end."""

    events: tuple[Event, ...]
    older_than: int | None


def event_page_for(*, wanted: EventFilter, actor: Actor, before: str, size: int = 50) -> EventPage:
    """Return a page of the events that fit the filter (one query). A `before` that is no number begins at the end.

    :raises NotAuthorised: for anybody but officers, operators and auditors.
    """
    if not sees_everything(actor):
        raise NotAuthorised
    rows = events_matching(wanted=wanted, actor=actor)
    if before.isascii() and before.isdecimal() and len(before) <= _DIGITS:
        rows = rows.filter(sequence__lt=int(before))
    found = tuple(rows[: size + 1])
    shown = found[:size]
    return EventPage(events=shown, older_than=shown[-1].sequence if len(found) > size else None)


def event_seen_by(*, event_id: UUID, actor: Actor) -> Event:
    """Return one event with its seal and block, if any.

    :raises NotFound: when there is none, or the actor may not see it.
    """
    event = Event.objects.visible_to(actor).select_related("seal__block").filter(id=event_id).first()
    if event is None:
        raise NotFound
    return event
