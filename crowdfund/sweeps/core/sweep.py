"""sweeps / core: the description of a sweep, when it should run, and the list of those that rooms have installed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from crowdfund.kernel.actor import Actor


class Due(Protocol):
    """Returns, in ascending order, up to `limit` keys behind `after` of what is due on `day` and not done.

    What became due on an earlier day and was not done is due today. The keys are ids of whatever the sweep is about.
    """

    def __call__(self, *, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
        """Ask; no lock, no write."""


class Settle(Protocol):
    """Does what is due for these keys in one unit of work and returns how many effects took place.

    It locks the rows and asks again whether they are due: between question and answer somebody else may have been
    there. A key that is no longer due has no effect.
    """

    def __call__(self, *, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
        """Lock, ask again, write, record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Work that follows from the calendar.

    `every` is how long after a finished run the next one starts on the same day; a new legal day always starts one.
    `late_after` is how long after that moment somebody is told that none has finished. `batch` is the number of keys
    that one transaction takes. `label` is what people call it, translatable; its name unless given.
    """

    name: str
    due: Due
    settle: Settle
    label: object = ""
    every: timedelta = timedelta(days=1)
    late_after: timedelta = timedelta(minutes=10)
    batch: int = 500

    def __post_init__(self) -> None:
        """Refuse a sweep that could never end or would never rest.

        :raises ValueError: an empty batch or a period that is not positive.
        """
        if self.batch < 1 or self.every <= timedelta(0) or self.late_after <= timedelta(0):
            raise ValueError(f"the sweep {self.name!r} needs a batch, a period and a patience above zero")


_installed: dict[str, Sweep] = {}


def install_sweep(sweep: Sweep) -> None:
    """Make a sweep known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two sweeps have one name.
    """
    if _installed.get(sweep.name, sweep) != sweep:
        raise ValueError(f"two sweeps are called {sweep.name!r}")
    _installed[sweep.name] = sweep


def installed_sweeps() -> Mapping[str, Sweep]:
    """Return the sweeps by name."""
    return dict(sorted(_installed.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestRun:
    """The newest run of a sweep that came to its end: for which legal day, and when it ended (business time)."""

    day: date
    finished_at: datetime


def should_run(sweep: Sweep, *, latest: LatestRun | None, day: date, now: datetime) -> bool:
    """Tell whether the sweep should run now: never yet, not yet for this day, or not for as long as `every`."""
    if latest is None or latest.day < day:
        return True
    return now - latest.finished_at >= sweep.every


def is_late(sweep: Sweep, *, latest: LatestRun | None, day: date, runs_since: datetime, now: datetime) -> bool:
    """Tell whether a run for the legal day `day` should have ended by now.

    `runs_since` is the instant from which business time has gone on without a jump, or the beginning of the day if
    that is later: nobody could sweep in the time that was skipped.
    """
    expected_at = runs_since
    if latest is not None and latest.day >= day:
        expected_at = max(latest.finished_at + sweep.every, runs_since)
    return now - expected_at > sweep.late_after


Report = Callable[[int, int], None]
"""Told after each batch: keys looked at so far, effects so far."""
