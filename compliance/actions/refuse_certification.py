"""compliance / actions: an officer finds that an applicant is not shown to be a qualified investor."""

from datetime import datetime
from uuid import UUID

from compliance.core.policy import may_decide_on_certification
from compliance.core.states import CERTIFICATION_MACHINE, CertificationEvent, CertificationState
from compliance.locks import lock_certification
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid


def refuse_certification(*, actor: Actor, now: datetime, certification_id: UUID, reason: str) -> None:
    """Refuse an application with the reason, which the applicant is told; they may apply again.

    :raises NotFound, NotAuthorised: unless an officer with a second factor decides on somebody else.
    :raises StepUpRequired: when the officer's second factor was not used lately.
    :raises Invalid: without a reason. :raises IllegalMove: it was decided already. Locks the certification.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_certification(certification_id, seen_by=actor)
        require(may_decide_on_certification(actor, user_id=row.user_id), actor=actor)
        require_step_up(actor)
        before = CertificationState(row.state)
        after = CERTIFICATION_MACHINE.move(before, CertificationEvent.REFUSE)
        if not reason.strip():
            raise Invalid((FieldError("/reason", "required"),))
        row.refuse(officer_id=acting_user(actor), reason=reason.strip(), now=now)
        record(
            verb="certification.refused",
            subject=Subject(kind="certification", id=row.id),
            before={"state": before},
            after={"state": after},
            reason=reason.strip(),
            notify=[row.user_id],
        )
