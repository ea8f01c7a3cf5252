"""compliance / actions: an officer finds that an applicant is a qualified investor."""

from datetime import datetime
from uuid import UUID

from compliance.core.certification import EvidenceKind, Regime, expiry_of
from compliance.core.policy import may_decide_on_certification
from compliance.core.proofs import EvidenceMissing, missing_proofs, needed_proofs
from compliance.core.states import CERTIFICATION_MACHINE, CertificationEvent, CertificationState
from compliance.locks import lock_certification
from compliance.queries.certifications import proofs_of
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day


def approve_certification(*, actor: Actor, now: datetime, certification_id: UUID) -> None:
    """Certify the applicant as qualified investor from the legal day of `now` on, for twelve months. They are told.

    :raises NotFound, NotAuthorised: unless an officer with a second factor decides on somebody else.
    :raises StepUpRequired: when the officer's second factor was not used lately.
    :raises IllegalMove: it was decided already.
    :raises EvidenceMissing: a declared figure has no document that can be read. Locks the certification.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_certification(certification_id, seen_by=actor)
        require(may_decide_on_certification(actor, user_id=row.user_id), actor=actor)
        require_step_up(actor)
        before = CertificationState(row.state)
        after = CERTIFICATION_MACHINE.move(before, CertificationEvent.APPROVE)
        needed = needed_proofs(
            regime=Regime(row.regime), evidence=EvidenceKind(row.evidence), declaration=row.declaration()
        )
        if missing := missing_proofs(needed, proofs_of(row.id)):
            raise EvidenceMissing(missing=", ".join(missing))
        approved_on = legal_day(now)
        expires_on = expiry_of(approved_on)
        row.approve(officer_id=acting_user(actor), approved_on=approved_on, expires_on=expires_on, now=now)
        record(
            verb="certification.approved",
            subject=Subject(kind="certification", id=row.id),
            before={"state": before},
            after={"state": after, "approved_on": approved_on.isoformat(), "expires_on": expires_on.isoformat()},
            notify=[row.user_id],
        )
