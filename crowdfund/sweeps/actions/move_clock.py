"""sweeps / actions: an operator moves the clock of a sandbox forward."""

from datetime import datetime, timedelta

from crowdfund.accounts.core.policy import require
from crowdfund.db.clock import ClockIsLocked, advance_clock, clock_landed_at, clock_offset, is_locked
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.models import FURTHEST_AHEAD
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, FieldError, Invalid
from crowdfund.sweeps.core.names import CLOCK
from crowdfund.sweeps.core.policy import may_move_clock

FURTHEST = timedelta(days=3653)
"""A single move may not go further than ten years: nobody comes back from a slip of the finger."""


def move_clock(*, actor: Actor, now: datetime, to: datetime) -> datetime:
    """Move business time forward to the instant `to`, for everybody, and return it. It can't be moved back.

    Sweeps find what has become due at their next turn.

    :raises NotAuthorised: unless an operator with a second factor asks.
    :raises ClockIsLocked: in production, where business time is real time.
    :raises Invalid: `to` is not later than `now`, or too far away.
    :raises Conflict: somebody else has moved the clock since `now` was read, so that it would land elsewhere.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_clock(actor), actor=actor)
        if is_locked():
            raise ClockIsLocked
        advisory_lock("clock")
        landed_at = clock_landed_at()
        if landed_at is not None and landed_at > now:
            raise Conflict
        before = clock_offset()
        _check(to=to, now=now, before=before)
        after = advance_clock(by=to - now)
        record(
            verb="clock.moved",
            subject=Subject(kind="clock", id=CLOCK),
            before={"offset_seconds": int(before.total_seconds())},
            after={"offset_seconds": int(after.total_seconds()), "to": to.isoformat()},
        )
        return to


def _check(*, to: datetime, now: datetime, before: timedelta) -> None:
    if to <= now:
        raise Invalid((FieldError("/to", "not_ahead"),))
    if to - now > FURTHEST or before + (to - now) > FURTHEST_AHEAD:
        raise Invalid((FieldError("/to", "too_large"),))
