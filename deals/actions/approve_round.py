"""deals / actions: an officer approves a submitted raise."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.policy import may_decide
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, RoundEvent
from deals.locks import lock_round


def approve_round(*, actor: Actor, now: datetime, round_id: UUID) -> RoundSnapshot:
    """Approve a submitted raise, so that its founders may open it, and return it. They are told.

    :raises NotFound, NotAuthorised, StepUpRequired: see their names; nobody decides on a company of their own.
    :raises IllegalMove: the raise does not wait for a decision, for instance because a colleague was faster.
        Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_decide(actor, organisation_id=before.organisation_id), actor=actor)
        require_step_up(actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.APPROVE)
        row.approve(state=after, now=now)
        record(
            verb="round.approved",
            subject=Subject(kind="round", id=row.id),
            before={"state": before.state},
            after={"state": after},
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.snapshot()
