"""compliance / core: what waits for an officer, by queue; the rooms above and below say it for their own.

A queue is a list that somebody works off. Its owner says how many wait and since when; the day by which the oldest
should be decided follows from the platform's own promise of so many days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How many wait, and since when the oldest does (business time); nobody waits since nobody knows when.

    `due_on` is the first day by which the law wants one of them done, for a queue that has a last day of its own.
    """

    count: int
    oldest_at: datetime | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue: what it is called (translatable), its page by the name of the route, and who counts it.

    `backlog` returns nothing for an actor who has no business with the queue; `days` is within how many days of the
    platform's policy the oldest should be decided.
    """

    name: str
    label: object
    route: str
    backlog: Callable[[Actor], Backlog | None]
    days: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """A queue as it stands today. `due_on` is the last day on which the oldest is decided in time."""

    queue: Queue
    count: int
    age_days: int | None
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The queues of one reader: those in which something waits, what is due first in front, and the empty ones."""

    filled: tuple[QueueState, ...]
    empty: tuple[QueueState, ...]


_installed: dict[str, Queue] = {}


def install_queue(queue: Queue) -> None:
    """Make a queue known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two queues have one name.
    """
    if _installed.get(queue.name, queue) != queue:
        raise ValueError(f"two queues are called {queue.name!r}")
    _installed[queue.name] = queue


def queues_today(actor: Actor, *, today: date) -> tuple[QueueState, ...]:
    """Return every queue as it stands for the actor, the one that is due first in front. One query a queue."""
    states = [
        _state(queue, backlog, today=today)
        for _, queue in sorted(_installed.items())
        if (backlog := queue.backlog(actor)) is not None
    ]
    return tuple(sorted(states, key=lambda each: (each.due_on is None, each.due_on, each.queue.name)))


def waiting_today(actor: Actor, *, today: date) -> Waiting | None:
    """Return what waits for the actor; nothing for whom no queue is. One query a queue."""
    states = queues_today(actor, today=today)
    filled = tuple(each for each in states if each.count)
    return Waiting(filled=filled, empty=tuple(each for each in states if not each.count)) if states else None


def due_on(name: str, since: datetime) -> date:
    """Return the last day on which what waits in a queue since an instant is decided in time.

    :raises KeyError: no queue has the name.
    """
    return legal_day(since) + timedelta(days=_installed[name].days)


def _state(queue: Queue, backlog: Backlog, *, today: date) -> QueueState:
    since = legal_day(backlog.oldest_at) if backlog.oldest_at else None
    due_on = backlog.due_on or (since + timedelta(days=queue.days) if since else None)
    return QueueState(
        queue=queue,
        count=backlog.count,
        age_days=(today - since).days if since else None,
        due_on=due_on,
        is_late=due_on is not None and due_on < today,
    )
