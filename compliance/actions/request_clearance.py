"""compliance / actions: whoever was stopped by a warning or a referral asks officers to lift it."""

from datetime import datetime
from uuid import UUID

from compliance.core.clearance import ClearanceWaiting, clearable_in, wrong_reason
from compliance.core.policy import may_request_clearance
from compliance.core.states import CLEARANCE_MACHINE
from compliance.models import Clearance
from compliance.queries import ruling_seen_by
from compliance.queries.clearances import has_clearance
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid


def request_clearance(*, actor: Actor, now: datetime, determination_id: UUID, reason: str) -> UUID:
    """Ask in writing that what stops an action be lifted (申请解除) and return the request's id; officers are told.

    :raises NotFound: the actor may not read the determination.
    :raises NotAuthorised: unless the asker, or a member of the organisation it is about, acts in person.
    :raises NotClearable: it stops nothing, or a DENY is among its findings.
    :raises Invalid: the reason is empty or too long. :raises ClearanceWaiting: it was asked already. Locks the user.
    """
    with unit_of_work(actor=actor, now=now):
        ruling = ruling_seen_by(determination_id=determination_id, actor=actor)
        require(
            may_request_clearance(actor, asked_by=ruling.actor_id, organisation_id=ruling.organisation_id), actor=actor
        )
        applicant = lock_user(acting_user(actor))
        obstacles = clearable_in(ruling.findings)
        if wrong := wrong_reason(reason):
            raise Invalid(wrong)
        if has_clearance(ruling.id):
            raise ClearanceWaiting
        row = Clearance.request(
            determination_id=ruling.id,
            clears=obstacles,
            reason=reason.strip(),
            requested_by_id=applicant.id,
            now=now,
        )
        record(
            verb="clearance.requested",
            subject=Subject(kind="clearance", id=row.id),
            after={
                "state": CLEARANCE_MACHINE.initial,
                "determination": str(ruling.id),
                "rules": sorted({each.rule for each in obstacles}),
            },
            reason=row.reason,
            organisation=ruling.organisation_id,
            notify=[officer for officer in users_with_role(Role.OFFICER) if officer != applicant.id],
        )
        return row.id
