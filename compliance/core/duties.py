"""compliance / core: the dated duties of the compliance calendar; the rooms above and below say them for their own.

A source finds what falls into a span of days for an actor, in a fixed number of queries, and shows nothing that the
actor may not see elsewhere. Adding one is a function and one call of `install_source` from `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final
from uuid import UUID

from crowdfund.kernel.actor import Actor

MOST: Final = 500
"""How many duties of one source a calendar shows."""


class Bearing(StrEnum):
    """What the day of a duty means."""

    DEADLINE = "deadline"
    """The last legal day on which something may still be done (截止日); undone, it is overdue the day after."""
    TURN = "turn"
    """The first legal day on which something is otherwise than before: ended, free, in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that falls on a legal day.

    `about` is what it is about in the words of whoever entered it, `page` the name of the route where it is seen to
    and `args` that route's arguments, `query` what stands behind its question mark; `key` tells it apart for good.
    """

    on: date
    about: str
    page: str
    args: tuple[UUID, ...] = ()
    query: str = ""
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which legal days are asked for, both included; `most` is how many duties are wanted at most."""

    first: date
    last: date
    today: date
    most: int = MOST + 1

    def contains(self, day: date) -> bool:
        """Tell whether a legal day is asked for."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of duty: its word, how it is called (translatable), what its day means, and who finds them.

    `find` returns what the actor may see within the span, the earliest first. A deadline whose duty is done is none.
    """

    name: str
    label: object
    bearing: Bearing
    find: Callable[[Actor, Span], Iterable[Duty]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A duty with its source, as the calendar shows it."""

    source: Source
    duty: Duty
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What falls on some days: `overdue` what should have been done before today, `ahead` the rest, by day.

    `cut` are the sources that found more than is shown.
    """

    overdue: tuple[Dated, ...]
    ahead: tuple[Dated, ...]
    cut: tuple[Source, ...]


_installed: dict[str, Source] = {}


def install_source(source: Source) -> None:
    """Make a kind of duty known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two sources have one name.
    """
    if _installed.get(source.name, source) != source:
        raise ValueError(f"two sources of duties are called {source.name!r}")
    _installed[source.name] = source


def installed_sources() -> tuple[Source, ...]:
    """Return every kind of duty, by its word."""
    return tuple(source for _, source in sorted(_installed.items()))


def agenda_of(actor: Actor, *, first: date, last: date, today: date, kinds: frozenset[str] = frozenset()) -> Agenda:
    """Return the duties of the actor on the legal days from `first` to `last`, both included.

    Where today is among them, deadlines that were missed before `first` are there too: they are still to be done.
    A fixed number of queries a source.

    :param kinds: only of these sources; none means all.
    """
    found: list[Dated] = []
    cut: list[Source] = []
    for source in installed_sources():
        if kinds and source.name not in kinds:
            continue
        is_deadline = source.bearing is Bearing.DEADLINE
        since = date.min if is_deadline and first <= today <= last else first
        duties = list(islice(source.find(actor, Span(first=since, last=last, today=today)), MOST + 1))
        if len(duties) > MOST:
            cut.append(source)
        found += (Dated(source=source, duty=duty, is_overdue=is_deadline and duty.on < today) for duty in duties[:MOST])
    found.sort(key=lambda each: (each.duty.on, each.source.name, each.duty.about, each.duty.key))
    return Agenda(
        overdue=tuple(each for each in found if each.is_overdue),
        ahead=tuple(each for each in found if not each.is_overdue),
        cut=tuple(cut),
    )
