"""compliance / actions: an investor applies for a certification as qualified investor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.actions.request_screening import request_screening
from compliance.core.certification import EVIDENCE_PURPOSE, AlreadyWaiting, EvidenceKind, Regime, wrong_application
from compliance.core.declaration import NOTHING_DECLARED, Declaration, qualification_facts, wrong_declaration
from compliance.core.outcome import Outcome as Verdict
from compliance.core.policy import may_apply_for_certification
from compliance.core.ruling import Ruling
from compliance.core.screening import NEEDS_REQUEST
from compliance.core.states import CERTIFICATION_MACHINE
from compliance.core.verdict import Refused
from compliance.models import Certification
from compliance.queries import has_waiting_certification, screening_of
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid


def apply_for_certification(
    *,
    actor: Actor,
    now: datetime,
    evidence: EvidenceKind,
    statement: str,
    declaration: Declaration = NOTHING_DECLARED,
    files: Sequence[Upload] = (),
) -> UUID | Refused:
    """Hand in the actor's own application (合格投资者认定申请) and return its id, or the refusal of the rules.

    The rules are asked about what is declared, for the legal day of `now`, and their answer is stored with it. What
    they deny is not handed in; what they refer, because figures are missing, is for the officer. `files` are evidence.
    Whoever has not passed the screening is screened from now on, whatever becomes of the application.
    Somebody whose certification still holds may apply again, so that no day is lost between two. The statement stays
    out of the event, because it speaks of wealth. Source: 私募投资基金监督管理暂行办法 (2014), article 12.

    :raises NotAuthenticated, NotAuthorised: unless a checked investor acts for themselves.
    :raises Invalid: an empty or too long statement, a wrong figure or file.
    :raises AlreadyWaiting: an application waits. Locks the user.
    """
    with unit_of_work(actor=actor, now=now) as work:
        require(may_apply_for_certification(actor), actor=actor)
        user = lock_user(acting_user(actor))
        if wrong := (*wrong_application(statement), *wrong_declaration(declaration)):
            raise Invalid(wrong)
        if has_waiting_certification(user.id):
            raise AlreadyWaiting
        ruling = _ask(user.id, evidence=evidence, declaration=declaration)
        if ruling.verdict is Verdict.DENY:
            return work.refused(ruling.as_refusal())
        if screening_of(user.id, on=legal_day(now)) in NEEDS_REQUEST:
            request_screening(actor=actor, now=now, user_id=user.id)
        row = Certification.apply(
            user_id=user.id,
            regime=Regime.PRIVATE_FUND_2014,
            evidence=evidence,
            statement=statement.strip(),
            declaration=declaration,
            determination_id=ruling.id,
            now=now,
        )
        subject = Subject(kind="certification", id=row.id)
        for file in files:
            receive_file(actor=actor, now=now, upload=file, purpose=EVIDENCE_PURPOSE, subject=subject)
        record(
            verb="certification.applied",
            subject=subject,
            after={
                "state": CERTIFICATION_MACHINE.initial,
                "regime": row.regime,
                "evidence": evidence,
                "determination": str(ruling.id),
            },
            notify=[officer for officer in users_with_role(Role.OFFICER) if officer != user.id],
        )
        return row.id


def _ask(user_id: UUID, *, evidence: EvidenceKind, declaration: Declaration) -> Ruling:
    """Ask the rules; a refusal leaves an event that says nothing of wealth."""
    subject = Subject(kind="user", id=user_id)
    ruling = determine(
        facts=qualification_facts(evidence, declaration), subject=subject, as_of=legal_day(current_work().now)
    )
    if ruling.verdict is Verdict.DENY:
        record(
            verb="certification.application_refused",
            subject=subject,
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            outcome=Outcome.REFUSED,
        )
    return ruling
