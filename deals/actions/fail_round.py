"""deals / actions: a raise that has not reached its minimum by its last day ends; everybody gets their money back."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from deals.actions.take_room import hold_room
from deals.actions.wind_up_round import wind_up
from deals.core.closing import standing_of
from deals.core.policy import may_fail
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, RoundEvent, RoundState
from deals.locks import lock_round_to_end, lock_subscriptions_of_round


class NotFailed(Conflict):
    """The last day of the raise is not over, or the raise has reached its minimum and closes instead."""


def fail_round(*, actor: Actor, now: datetime, round_id: UUID) -> RoundSnapshot:
    """End a raise whose last day is over below its minimum (未达成), and return it. Everybody is told.

    What was paid, the lead's deposit included, is ordered back; what was not paid is cancelled; offers to lead lapse.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises NotFailed: see its name. Locks the raise, then its subscriptions in ascending order.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round_to_end(round_id, by=actor)
        before = row.snapshot()
        require(may_fail(actor), actor=actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.FAIL)
        hold_room(round_id=row.id)  # followers come in under this lock, not under that of the raise
        subscriptions = lock_subscriptions_of_round(row.id)
        standing = standing_of(each.taken() for each in subscriptions)
        may_close = before.state is RoundState.LED and standing.has_reached(before.terms)
        if may_close or not before.terms.is_over(legal_day(now)):
            raise NotFailed
        wind_up(row, subscriptions, state=after, verb="round.failed")
        return row.snapshot()
