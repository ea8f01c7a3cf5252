"""compliance / actions: an officer leaves a warning or a referral as it was."""

from datetime import datetime
from uuid import UUID

from compliance.actions.examine_clearance import examine_clearance
from compliance.core.clearance import wrong_reason
from compliance.core.states import CLEARANCE_MACHINE, ClearanceEvent, ClearanceState
from crowdfund.accounts.core.policy import acting_user
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid


def decline_clearance(*, actor: Actor, now: datetime, clearance_id: UUID, opinion: str) -> None:
    """Decline to lift what stops an action, and say why. The asker is told.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer who is no party to the deal decides.
    :raises IllegalMove: it was decided already. :raises Invalid: no opinion. Locks the request.
    """
    with unit_of_work(actor=actor, now=now):
        row = examine_clearance(clearance_id)
        before = ClearanceState(row.state)
        after = CLEARANCE_MACHINE.move(before, ClearanceEvent.DECLINE)
        if wrong := wrong_reason(opinion, at="/opinion"):
            raise Invalid(wrong)
        row.decline(officer_id=acting_user(actor), opinion=opinion.strip(), now=now)
        record(
            verb="clearance.declined",
            subject=Subject(kind="clearance", id=row.id),
            before={"state": before},
            after={"state": after},
            reason=row.opinion,
            organisation=row.determination.organisation_id,
            notify=[row.requested_by_id],
        )
