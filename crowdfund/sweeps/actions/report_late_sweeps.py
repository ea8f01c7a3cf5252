"""sweeps / actions: tell the operators of a sweep that should have ended and did not."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
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

_STILL_LATE_AFTER: Final = timedelta(minutes=2)
"""A sweep is told of when it still is late so long after that was first seen: on a platform that has just been started,
whoever looks for late sweeps may come before the first run."""


def report_late_sweeps(*, actor: Actor, now: datetime, landed_at: datetime | None) -> int:
    """Raise one alarm for each sweep and legal day that was late and still is, and return how many were raised now.

    `landed_at` is the business instant to which the clock was last moved, if ever.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    day = legal_day(now)
    with unit_of_work(actor=actor, now=now):
        require(may_run_sweeps(actor), actor=actor)
        states = sweep_states(now=now, landed_at=landed_at)
        names = [state.sweep.name for state in states if state.standing is SweepStanding.LATE]
        keys = {f"sweep {name} late on {day}": name for name in names}
        told = Effect.claim(_known_for_long(keys, day=day, now=now), now=now)
        for key in sorted(told):
            record(
                verb="sweep.late",
                subject=Subject(kind="sweep", id=uuid5(SWEEPS, keys[key])),
                after={"sweep": keys[key], "day": day.isoformat()},
                notify=users_with_role(Role.OPERATOR),
            )
        return len(told)


def _known_for_long(keys: Mapping[str, str], *, day: date, now: datetime) -> list[str]:
    """Return the keys whose sweeps were seen to be late some time ago, and note those that are seen for the first."""
    seen = {f"sweep {name} seen late on {day}": key for key, name in keys.items()}
    Effect.claim(seen, now=now)
    return [seen[key] for key in Effect.happened_until(now - _STILL_LATE_AFTER, among=seen)]
