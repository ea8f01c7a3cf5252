"""deals / actions: tell the custodian to send back the stray money that operators have confirmed.

As `instruct_custodian` does it for movements: claim and note are transactions of their own, the telling lies between
them, and the custodian knows the order by its id, so that telling it twice is telling it once.
"""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.follow_return import note_return_instructed
from deals.actions.instruct_custodian import InstructReport, Tell, try_to_tell
from deals.core.custody import ALARMING, Order, wait_after
from deals.core.policy import may_move_money
from deals.core.states import StrayState
from deals.locks import lock_next_stray_to_instruct, lock_stray


def instruct_returns(*, actor: Actor, now: datetime, tell: Tell, limit: int = 100) -> InstructReport:
    """Tell the custodian of up to `limit` returns that are due, with `tell`, which raises when it did not work.

    What failed waits longer each time and is never given up; operators hear of it. `now` is business time.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_move_money(actor), actor=actor)
    told = failed = 0
    for _ in range(limit):
        claimed = _claim(actor=actor, now=now)
        if claimed is None:
            return InstructReport(told=told, failed=failed, has_more=False)
        stray_id, order = claimed
        is_told = try_to_tell(tell, order)
        with unit_of_work(actor=actor, now=now):
            _note(stray_id, is_told=is_told)
        told, failed = told + is_told, failed + (not is_told)
    return InstructReport(told=told, failed=failed, has_more=True)


def _claim(*, actor: Actor, now: datetime) -> tuple[UUID, Order] | None:
    """Take the return that has been due longest; nobody else takes it before the wait is over."""
    with unit_of_work(actor=actor, now=now):
        stray = lock_next_stray_to_instruct(now=now)
        if stray is None:
            return None
        stray.postpone(until=now + wait_after(stray.attempts + 1))
        return stray.id, stray.as_order


def _note(stray_id: UUID, *, is_told: bool) -> None:
    stray = lock_stray(stray_id)
    if is_told:
        note_return_instructed(stray)
    elif stray.state == StrayState.DUE and stray.attempts % ALARMING == 0:
        record(
            verb="suspense.return_not_instructed",
            subject=Subject(kind="stray_money", id=stray.id),
            after={"attempts": stray.attempts},
            notify=users_with_role(Role.OPERATOR),
        )
