"""sweeps / actions: run every sweep whose time has come."""

from datetime import datetime

import structlog

from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Busy
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.policy import may_run_sweeps
from crowdfund.sweeps.core.sweep import installed_sweeps, should_run
from crowdfund.sweeps.queries import latest_runs

log = structlog.get_logger(__name__)


def run_due_sweeps(*, actor: Actor, now: datetime) -> int:
    """Run the sweeps that have not run for this legal day, or not for as long as they should; return how many.

    A missed day needs nothing else: a sweep asks what is due by now, not what became due since the last time. One
    sweep that fails does not keep the others waiting; its failure shows as lateness.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_run_sweeps(actor), actor=actor)
    day = legal_day(now)
    latest = latest_runs(installed_sweeps())
    done = 0
    for name, sweep in installed_sweeps().items():
        if not should_run(sweep, latest=latest.get(name), day=day, now=now):
            continue
        try:
            run_sweep(actor=actor, now=now, sweep=sweep, day=day)
        except Busy:
            log.info("sweep_waits", sweep=name)
        except Exception as error:  # the other sweeps must go on; the lateness of this one raises the alarm
            log.exception("sweep_failed", sweep=name, error=type(error).__name__)
        else:
            done += 1
    return done
