"""compliance / actions: one officer proposes to lift a warning; another has to confirm it."""

from datetime import date, datetime
from uuid import UUID

from compliance.actions.examine_clearance import examine_clearance
from compliance.core.clearance import wrong_expiry, wrong_reason
from compliance.core.states import CLEARANCE_MACHINE, ClearanceEvent, ClearanceState
from crowdfund.accounts.core.policy import acting_user
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid


def propose_clearance(*, actor: Actor, now: datetime, clearance_id: UUID, opinion: str, expires_on: date) -> None:
    """Propose to lift a warning until `expires_on`, the first legal day on which it stands again. Officers are told.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer who is no party to the deal decides.
    :raises IllegalMove: it is past that. :raises Invalid: the opinion or the day can't be. Locks the request.
    """
    with unit_of_work(actor=actor, now=now):
        row = examine_clearance(clearance_id)
        before = ClearanceState(row.state)
        after = CLEARANCE_MACHINE.move(before, ClearanceEvent.PROPOSE)
        wrong = (*wrong_reason(opinion, at="/opinion"), *wrong_expiry(expires_on, today=legal_day(now)))
        if wrong:
            raise Invalid(wrong)
        officer_id = acting_user(actor)
        row.propose(officer_id=officer_id, opinion=opinion.strip(), expires_on=expires_on, now=now)
        record(
            verb="clearance.proposed",
            subject=Subject(kind="clearance", id=row.id),
            before={"state": before},
            after={"state": after, "expires_on": expires_on.isoformat()},
            reason=row.opinion,
            notify=[officer for officer in users_with_role(Role.OFFICER) if officer != officer_id],
        )
