"""deals / actions: a second operator agrees that money which nobody knows goes back."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict
from deals.core.policy import may_clear_suspense, may_confirm_return
from deals.core.states import STRAY_MACHINE, StrayEvent, StrayState
from deals.locks import lock_stray


class SecondPersonNeeded(Conflict):
    """Whoever proposed it can't confirm it as well."""

    code: ClassVar[str] = "second_person_needed"


def confirm_suspense_return(*, actor: Actor, now: datetime, order_id: UUID) -> UUID:
    """Order the return of money that came on an unknown order (复核退回) and return the order's id at the custodian.

    The custodian is told within seconds, and sends the money to where it came from. It leaves suspense once the
    custodian has reported that. Whoever proposed it is told.

    :raises NotAuthorised, StepUpRequired: unless an operator asks who has just used their second factor.
    :raises NotFound: no money came on such an order.
    :raises IllegalMove: nobody has proposed it, or it is on its way back already.
    :raises SecondPersonNeeded: see its name. Locks the money.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_clear_suspense(actor), actor=actor)
        require_step_up(actor)
        stray = lock_stray(order_id)
        before = stray.snapshot()
        after = STRAY_MACHINE.move(before.state, StrayEvent.CONFIRM)
        if not may_confirm_return(actor, proposed_by=before.proposed_by):
            raise SecondPersonNeeded
        stray.confirm(state=after, operator_id=acting_user(actor), now=now)
        order = stray.as_order
        record(
            verb="suspense.return_confirmed",
            subject=Subject(kind="stray_money", id=stray.id),
            before={"state": before.state},
            after={"state": StrayState(after), "order": str(order.id), "amount": order.amount.as_text()},
            reason=stray.reason,
            notify=[before.proposed_by] if before.proposed_by else (),
        )
        return order.id
