"""sweeps / actions: tell the operators of a sweep that should have ended and did not."""

from datetime import datetime
from uuid import uuid5

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.core.names import SWEEPS
from crowdfund.sweeps.core.policy import may_run_sweeps
from crowdfund.sweeps.core.states import SweepStanding
from crowdfund.sweeps.models import Effect
from crowdfund.sweeps.queries import sweep_states


def report_late_sweeps(*, actor: Actor, now: datetime, landed_at: datetime | None) -> int:
    """Raise one alarm for each late sweep and legal day, and return how many were raised now.

    `landed_at` is the business instant to which the clock was last moved, if ever.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    day = legal_day(now)
    with unit_of_work(actor=actor, now=now):
        require(may_run_sweeps(actor), actor=actor)
        states = sweep_states(now=now, landed_at=landed_at)
        names = [state.sweep.name for state in states if state.standing is SweepStanding.LATE]
        keys = {f"sweep {name} late on {day}": name for name in names}
        told = Effect.claim(keys, now=now)
        for key in sorted(told):
            record(
                verb="sweep.late",
                subject=Subject(kind="sweep", id=uuid5(SWEEPS, keys[key])),
                after={"sweep": keys[key], "day": day.isoformat()},
                notify=users_with_role(Role.OPERATOR),
            )
        return len(told)
