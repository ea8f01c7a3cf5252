"""db / work: the unit of work, the transaction in which a verb happens or does not happen.

The outermost `unit_of_work` opens the transaction, bounds every wait and tells the database who acts; inner actions
join it. `envelope` is the transaction of a door around one action and its stored answer (idempotency): the action
inside it still counts as the outermost one, so that a refusal commits together with the answer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import OperationalError, connection, transaction

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Busy

T = TypeVar("T")

# PostgreSQL: lock_not_available, query_canceled, deadlock_detected, serialization_failure.
_BUSY_CODES = frozenset({"55P03", "57014", "40P01", "40001"})


class OutsideWork(RuntimeError):
    """Something that belongs into a transaction was called outside of one: a mistake in the program."""


class RefusedInside(Exception):
    """An inner action was refused. The outer action had begun to write, so everything rolls back.

    `refusal` is the value that the inner action would have returned had it been the outermost one.
    """

    def __init__(self, refusal: object) -> None:
        super().__init__("an action inside another one was refused")
        self.refusal = refusal


@dataclass(slots=True)
class _Ledger:
    """What has happened so far in one transaction, shared by all actions in it."""

    done_events: int = 0
    events: int = 0
    woken: set[Callable[[], object]] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One action's view of the transaction: who acts, when, and whether another action encloses it."""

    actor: Actor
    now: datetime
    is_joined: bool
    _ledger: _Ledger = field(repr=False)

    @property
    def events_recorded(self) -> int:
        """Number of events recorded in this transaction so far, refusals included."""
        return self._ledger.events

    def note_event(self, *, done: bool) -> None:
        """Count an event that was just stored."""
        self._ledger.events += 1
        self._ledger.done_events += 1 if done else 0

    def after_commit(self, wake: Callable[[], object]) -> None:
        """Call `wake` once the transaction has committed; best effort, an error in it is logged and swallowed.

        It is called once for each transaction, however many verbs of it ask for it.
        """
        woken = self._ledger.woken

        def wake_once() -> None:
            if wake not in woken:
                woken.add(wake)
                wake()

        transaction.on_commit(wake_once, robust=True)

    def refused(self, refusal: T) -> T:
        """Return `refusal`, which thereby commits with its evidence.

        :raises RefusedInside: when another action encloses this one.
        :raises RuntimeError: when this transaction has already recorded a change; a refusal comes before it.
        """
        if self.is_joined:
            raise RefusedInside(refusal)
        if self._ledger.done_events:
            raise RuntimeError("a refusal must come before the first change of its transaction")
        return refusal


_current: ContextVar[Work | None] = ContextVar("crowdfund_work", default=None)


def current_work() -> Work:
    """Return the innermost open unit of work.

    :raises OutsideWork: when there is none.
    """
    work = _current.get()
    if work is None:
        raise OutsideWork("this must happen inside a unit of work")
    return work


@contextmanager
def unit_of_work(*, actor: Actor, now: datetime) -> Iterator[Work]:
    """Open the transaction of a verb, or join the one that is open.

    `now` is business time (aware, UTC). Waiting for a lock or for a statement is bounded by the settings
    `WORK_LOCK_TIMEOUT_MS` and `WORK_STATEMENT_TIMEOUT_MS`.

    :raises Busy: when a wait was cut short or a deadlock was broken; the caller may try again.
    :raises RuntimeError: when an inner action names another actor or another `now` than the outer one.
    """
    if now.tzinfo is None:
        raise RuntimeError("`now` must be an aware instant")
    outer = _current.get()
    if outer is not None:
        if outer.actor != actor or outer.now != now:
            raise RuntimeError("an inner action must have the actor and the instant of the outer one")
        yield from _bound(Work(actor=actor, now=now, is_joined=True, _ledger=outer._ledger))
        return
    enclosing = _envelope.get()
    ledger = _Ledger() if enclosing is None else _Ledger(woken=enclosing)
    with _translated(), transaction.atomic(durable=_envelope.get() is None):
        _tell_database(actor)
        yield from _bound(Work(actor=actor, now=now, is_joined=False, _ledger=ledger))


_envelope: ContextVar[set[Callable[[], object]] | None] = ContextVar("crowdfund_envelope", default=None)
"""Inside of an envelope: what has been woken after its transaction."""


@contextmanager
def envelope() -> Iterator[None]:
    """Open a door's transaction around one action and its stored answer.

    :raises Busy: as `unit_of_work` does.
    """
    with _translated(), transaction.atomic(durable=True):
        _bound_waits()
        token = _envelope.set(set())
        try:
            yield
        finally:
            _envelope.reset(token)


def _bound(work: Work) -> Iterator[Work]:
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)


def _bound_waits() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
            [f"{settings.WORK_LOCK_TIMEOUT_MS}ms", f"{settings.WORK_STATEMENT_TIMEOUT_MS}ms"],
        )


def _tell_database(actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),"
            " set_config('cf.actor', %s, true), set_config('cf.request_id', %s, true)",
            [
                f"{settings.WORK_LOCK_TIMEOUT_MS}ms",
                f"{settings.WORK_STATEMENT_TIMEOUT_MS}ms",
                f"{actor.kind}:{actor.id or ''}",
                actor.request_id,
            ],
        )


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the database's "not now" into the platform's, and leave every other error alone."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) in _BUSY_CODES:
            raise Busy(retry_after=1) from error
        raise
