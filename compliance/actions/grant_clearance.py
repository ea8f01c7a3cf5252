"""compliance / actions: an officer lifts what stops an action: a referral alone, a warning after another's proposal."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from compliance.actions.examine_clearance import examine_clearance
from compliance.core.clearance import wrong_expiry, wrong_reason
from compliance.core.states import CLEARANCE_MACHINE, ClearanceEvent, ClearanceState
from crowdfund.accounts.core.policy import acting_user
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid


class SecondOfficerNeeded(Conflict):
    """Whoever proposed to lift a warning does not confirm it; another officer does."""

    code: ClassVar[str] = "second_officer_needed"


def grant_clearance(*, actor: Actor, now: datetime, clearance_id: UUID, opinion: str, expires_on: date) -> None:
    """Lift what stops one question (解除), from the legal day of `now` until `expires_on`, exclusive.

    The asker is told. A warning takes a proposal by another officer first; its day may only be brought forward.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer who is no party to the deal decides.
    :raises IllegalMove: it was decided, or a warning is not proposed yet. :raises SecondOfficerNeeded: see its name.
    :raises Invalid: the opinion or the day can't be. Locks the request.
    """
    with unit_of_work(actor=actor, now=now):
        row = examine_clearance(clearance_id)
        before, officer_id, today = ClearanceState(row.state), acting_user(actor), legal_day(now)
        event = ClearanceEvent.CONFIRM if row.needs_two else ClearanceEvent.DECIDE
        after = CLEARANCE_MACHINE.move(before, event)
        if officer_id == row.proposed_by_id:
            raise SecondOfficerNeeded
        ends_on = min(expires_on, row.expires_on or expires_on)
        if wrong := (*wrong_reason(opinion, at="/opinion"), *wrong_expiry(ends_on, today=today)):
            raise Invalid(wrong)
        row.grant(
            officer_id=officer_id,
            opinion="\n".join(said for said in (row.opinion, opinion.strip()) if said),
            granted_on=today,
            expires_on=ends_on,
            now=now,
        )
        organisation_id = row.determination.organisation_id
        told = members_of(organisation_id) if organisation_id else []
        record(
            verb="clearance.granted",
            subject=Subject(kind="clearance", id=row.id),
            before={"state": before},
            after={"state": after, "granted_on": today.isoformat(), "expires_on": ends_on.isoformat()},
            reason=opinion.strip(),
            organisation=organisation_id,
            notify=[row.requested_by_id, *told],
        )
