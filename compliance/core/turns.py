"""compliance / core: on which legal days something of the rulebook begins, changes or ceases to be in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from compliance.core.book import Book, Entry, Instrument

_EVE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A legal day on which articles or values of an instrument turn, and how many of them.

    `is_ending` tells those that cease to be in force from those that begin or change.
    """

    on: date
    instrument: Instrument
    is_ending: bool
    count: int


def turns_of(book: Book) -> tuple[Turn, ...]:
    """Return the days on which the book turns as its newest release knows it, the earliest first."""
    counts: dict[tuple[date, bool, str], int] = {}
    for instrument in book.instruments:
        parts = [each.entries for each in instrument.provisions] + [each.entries for each in instrument.parameters]
        for entries in parts:
            for day, is_ending in _turns(entries):
                key = (day, is_ending, instrument.id)
                counts[key] = counts.get(key, 0) + 1
    instruments = {each.id: each for each in book.instruments}
    return tuple(
        Turn(on=day, instrument=instruments[id], is_ending=is_ending, count=count)
        for (day, is_ending, id), count in sorted(counts.items())
    )


def _turns(entries: tuple[Entry, ...]) -> Iterable[tuple[date, bool]]:
    days = {each.period.starts for each in entries} | {each.period.ends for each in entries}
    for day in (each for each in days if isinstance(each, date)):
        before, then = _in_force(entries, day - _EVE), _in_force(entries, day)
        if then is not before:
            yield day, then is None


def _in_force(entries: tuple[Entry, ...], day: date) -> Entry | None:
    known = [each for each in entries if each.period.contains(day)]
    latest = max(known, key=lambda each: each.release, default=None)
    return None if latest is None or latest.is_repeal else latest
