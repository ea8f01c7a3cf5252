"""sweeps / actions: ask one sweep what is due and not done, and do it in ranges of keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic_ns
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.sweeps.core.policy import may_run_sweeps
from crowdfund.sweeps.core.sweep import Report, Sweep
from crowdfund.sweeps.models import SweepRun


class UnendingSweep(RuntimeError):
    """A sweep named keys that do not ascend, so that it would never end: a mistake in the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """What a run looked at and did; a dry run does nothing and counts what it would look at."""

    keys: int
    effects: int
    is_dry: bool


def run_sweep(
    *, actor: Actor, now: datetime, sweep: Sweep, day: date, is_dry: bool = False, report: Report | None = None
) -> SweepReport:
    """Do everything that is due for the legal day `day` and not done, batch by batch, and keep a record of the run.

    Each batch is a transaction of its own: a worker that dies loses the batch it was in, and the next run finds it
    due. Two runs beside each other share the work, since `settle` asks again under its lock. `now` is business time.

    :raises NotAuthorised: for anybody but the platform itself.
    :raises Busy: a batch waited too long for rows; what was done before it stays done.
    """
    require(may_run_sweeps(actor), actor=actor)
    if is_dry:
        return SweepReport(keys=sum(map(len, _batches(sweep, day=day, now=now))), effects=0, is_dry=True)
    began = monotonic_ns()
    with unit_of_work(actor=actor, now=now):
        run = SweepRun.begin(sweep=sweep.name, day=day, now=now)
    for keys in _batches(sweep, day=day, now=now):
        run.count(keys=len(keys), effects=sweep.settle(actor=actor, now=now, day=day, keys=keys))
        if report is not None:
            report(run.keys, run.effects)
    with unit_of_work(actor=actor, now=now):
        run.finish(took_ms=(monotonic_ns() - began) // 1_000_000)
    return SweepReport(keys=run.keys, effects=run.effects, is_dry=False)


def _batches(sweep: Sweep, *, day: date, now: datetime) -> Iterator[list[UUID]]:
    after: UUID | None = None
    while keys := sweep.due(day=day, now=now, after=after, limit=sweep.batch):
        if keys != sorted(set(keys)) or (after is not None and keys[0] <= after):
            raise UnendingSweep(sweep.name)
        yield keys
        after = keys[-1]
