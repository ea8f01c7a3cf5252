"""sweeps / queries: which runs there were, and how each sweep stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day, start_of
from crowdfund.sweeps.core.policy import may_watch_sweeps
from crowdfund.sweeps.core.states import SweepStanding
from crowdfund.sweeps.core.sweep import LatestRun, Sweep, installed_sweeps, is_late
from crowdfund.sweeps.models import SweepRun


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepState:
    """One sweep as operators see it."""

    sweep: Sweep
    latest: LatestRun | None
    standing: SweepStanding

    @property
    def label(self) -> str:
        """What people call it."""
        return str(self.sweep.label) or self.sweep.name


def latest_runs(names: Iterable[str]) -> dict[str, LatestRun]:
    """Return the newest finished run of each of these sweeps, as far as there is one. One query."""
    newest = [
        SweepRun.objects.filter(sweep=name, finished_at__isnull=False)
        .order_by("-day", "-finished_at")
        .values_list("sweep", "day", "finished_at")[:1]
        for name in names
    ]
    rows = newest[0].union(*newest[1:], all=True) if newest else []
    return {name: LatestRun(day=day, finished_at=finished_at) for name, day, finished_at in rows if finished_at}


def sweep_states(*, now: datetime, landed_at: datetime | None) -> list[SweepState]:
    """Return every installed sweep with its newest run and how it stands at the business instant `now`. One query.

    `landed_at` is the business instant to which the clock was last moved, if ever: what it skipped makes nobody late.
    """
    day_began_at = start_of(legal_day(now))
    runs_since = day_began_at if landed_at is None else max(day_began_at, landed_at)
    runs = latest_runs(installed_sweeps())
    return [
        SweepState(sweep=sweep, latest=runs.get(name), standing=_standing(sweep, runs.get(name), runs_since, now))
        for name, sweep in installed_sweeps().items()
    ]


def watched_states(*, actor: Actor, now: datetime, landed_at: datetime | None) -> list[SweepState]:
    """Return every sweep for those who watch them, the late ones first. One query.

    :raises NotAuthorised: for everybody but operators and auditors.
    """
    require(may_watch_sweeps(actor), actor=actor)
    states = sweep_states(now=now, landed_at=landed_at)
    return sorted(states, key=lambda state: (state.standing is not SweepStanding.LATE, state.sweep.name))


def recent_runs(*, actor: Actor) -> "QuerySet[SweepRun, SweepRun]":
    """Return the runs, newest first. One query.

    :raises NotAuthorised: for everybody but operators and auditors.
    """
    require(may_watch_sweeps(actor), actor=actor)
    return SweepRun.objects.order_by("-id")


def _standing(sweep: Sweep, latest: LatestRun | None, runs_since: datetime, now: datetime) -> SweepStanding:
    day = legal_day(now)
    if is_late(sweep, latest=latest, day=day, runs_since=runs_since, now=now):
        return SweepStanding.LATE
    return SweepStanding.DONE if latest is not None and latest.day >= day else SweepStanding.WAITING
