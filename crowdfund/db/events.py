"""db / events: the words of an audit event, and the port through which a verb records one.

Every room below and above `audit` must leave an event with each change of state, but the arrow forbids the rooms
below to import it. So the port stands here and `audit` installs the writer when the program starts. Without a
writer nothing can be recorded and the change itself fails: a change without its evidence must not commit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from crowdfund.db.work import Work, current_work


class Outcome(StrEnum):
    """Whether the verb was carried out or refused."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an event or a determination is about: a kind ("round") and the row's id."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """One event before it is written. Personal data is named by reference only, never copied in."""

    verb: str
    subject: Subject
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str
    outcome: Outcome
    organisation: UUID | None
    notify: tuple[UUID, ...]


EventWriter = Callable[[EventDraft, Work], UUID]

_writers: list[EventWriter] = []


class NoEventWriter(RuntimeError):
    """No room has installed a writer: the program was put together wrongly."""


def install_event_writer(writer: EventWriter) -> None:
    """Make `writer` the one that stores events; called once, by the audit room, when the program starts."""
    _writers[:] = [writer]


def record(
    *,
    verb: str,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    outcome: Outcome = Outcome.DONE,
    organisation: UUID | None = None,
    notify: Iterable[UUID] = (),
) -> UUID:
    """Record one event, with its deliveries, in the current unit of work and return its id.

    `verb` is a dotted past tense ("round.submitted"); `organisation` is the one whose members may see the event;
    `notify` are user ids, each of whom gets a notice and an e-mail unless they chose otherwise.

    :raises OutsideWork: when no unit of work is open.
    :raises NoEventWriter: when the audit room is not installed.
    """
    work = current_work()
    if not _writers:
        raise NoEventWriter("no event writer is installed; is crowdfund.audit in INSTALLED_APPS?")
    draft = EventDraft(
        verb=verb,
        subject=subject,
        before=before or {},
        after=after or {},
        reason=reason,
        outcome=outcome,
        organisation=organisation,
        notify=tuple(dict.fromkeys(notify)),
    )
    event_id = _writers[0](draft, work)
    work.note_event(done=outcome is Outcome.DONE)
    return event_id
