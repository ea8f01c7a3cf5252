"""deals / actions: an operator wants money that nobody knows to go back to whoever sent it."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.policy import may_clear_suspense
from deals.core.states import STRAY_MACHINE, StrayEvent, StrayState
from deals.locks import lock_stray


def return_suspense(*, actor: Actor, now: datetime, order_id: UUID, reason: str) -> None:
    """Propose that the money which came on an unknown order goes back through the custodian (退回不明来款).

    Nothing moves until another operator confirms; all operators hear of it. Proposing again replaces reason and
    proposer, so that a mistake can be mended before it is confirmed.

    :raises NotAuthorised, StepUpRequired: unless an operator asks who has just used their second factor.
    :raises NotFound: no money came on such an order.
    :raises IllegalMove: it is on its way back already. Locks the money.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_clear_suspense(actor), actor=actor)
        require_step_up(actor)
        stray = lock_stray(order_id)
        before = StrayState(stray.state)
        after = STRAY_MACHINE.move(before, StrayEvent.PROPOSE)
        stray.propose(state=after, operator_id=acting_user(actor), reason=reason, now=now)
        record(
            verb="suspense.return_proposed",
            subject=Subject(kind="stray_money", id=stray.id),
            before={"state": before},
            after={"state": after, "amount": stray.amount.as_text(), "currency": stray.amount.currency},
            reason=reason,
            notify=users_with_role(Role.OPERATOR),
        )
