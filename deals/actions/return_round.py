"""deals / actions: an officer returns a submitted raise with a reason."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid
from deals.core.policy import may_decide
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, RoundEvent
from deals.locks import lock_round


def return_round(*, actor: Actor, now: datetime, round_id: UUID, reason: str) -> RoundSnapshot:
    """Give a submitted raise back to its founders with the reason, which they are told, and return it.

    :raises NotFound, NotAuthorised, StepUpRequired: see their names; nobody decides on a company of their own.
    :raises Invalid: there is no reason.
    :raises IllegalMove: the raise does not wait for a decision. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_decide(actor, organisation_id=before.organisation_id), actor=actor)
        require_step_up(actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.RETURN)
        if not reason.strip():
            raise Invalid((FieldError("/reason", "required"),))
        row.hand_back(state=after, reason=reason.strip())
        record(
            verb="round.returned",
            subject=Subject(kind="round", id=row.id),
            before={"state": before.state},
            after={"state": after},
            reason=reason.strip(),
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.snapshot()
