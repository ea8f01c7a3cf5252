"""compliance / actions: an investor applies for a certification as qualified investor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.actions.request_screening import request_screening
from compliance.core.certification import (
    EVIDENCE_PURPOSE,
    AlreadyWaiting,
    EvidenceKind,
    NothingToRenew,
    Regime,
    wrong_application,
)
from compliance.core.declaration import NOTHING_DECLARED, Declaration, qualification_facts, wrong_declaration
from compliance.core.facts import QualificationFacts
from compliance.core.outcome import Outcome as Verdict
from compliance.core.policy import may_apply_for_certification
from compliance.core.proofs import Exhibit
from compliance.core.ruling import Ruling
from compliance.core.screening import NEEDS_REQUEST
from compliance.core.states import CERTIFICATION_MACHINE
from compliance.core.verdict import Refused
from compliance.models import Certification, CertificationExhibit
from compliance.queries import has_waiting_certification, own_certifications, screening_of
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.files.actions.attach_file import attach_file
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import FieldError, Invalid


def apply_for_certification(
    *,
    actor: Actor,
    now: datetime,
    evidence: EvidenceKind,
    statement: str,
    declaration: Declaration = NOTHING_DECLARED,
    exhibits: Sequence[Exhibit] = (),
    regime: Regime = Regime.PRIVATE_FUND_2014,
    renews: UUID | None = None,
) -> UUID | Refused:
    """Hand in the actor's own application (合格投资者认定申请) and return its id, or the refusal of the rules.

    The rules are asked about what is declared, for the legal day of `now`, and their answer is stored with it. What
    they deny is not handed in; what they refer, because figures are missing, is for the officer. `exhibits` are the
    documents, each with what it shows. Whoever has not passed the screening is screened from now on, whatever becomes
    of the application. Somebody whose certification still holds may apply again, so that no day is lost between two;
    with `renews` it continues an earlier one of the same regime and brings fresh documents and a statement of its own.
    The statement stays out of the event, because it speaks of wealth. Source: 私募投资基金监督管理暂行办法 (2014),
    articles 12 and 13; 资管新规 (2018), article 5.

    :raises NotAuthenticated, NotAuthorised: unless a checked investor acts for themselves.
    :raises NotFound, FileAttachedAlready: a document that is not the actor's own, or is about something else.
    :raises Invalid: an empty or too long statement, a wrong figure or file; a renewal without documents or with the old
        statement.
    :raises AlreadyWaiting, NothingToRenew: see their names. Locks the user.
    """
    with unit_of_work(actor=actor, now=now) as work:
        require(may_apply_for_certification(actor), actor=actor)
        user = lock_user(acting_user(actor))
        wrong = (*wrong_application(statement), *wrong_declaration(declaration, evidence=evidence, regime=regime))
        if wrong:
            raise Invalid(wrong)
        if has_waiting_certification(user.id, regime=regime):
            raise AlreadyWaiting
        if renews is not None:
            _check_renewal(actor, renews, regime=regime, statement=statement, exhibits=exhibits)
        ruling = _ask(user.id, facts=qualification_facts(evidence, declaration, regime=regime))
        if ruling.verdict is Verdict.DENY:
            return work.refused(ruling.as_refusal())
        if screening_of(user.id, on=legal_day(now)) in NEEDS_REQUEST:
            request_screening(actor=actor, now=now, user_id=user.id)
        row = Certification.apply(
            user_id=user.id,
            regime=regime,
            evidence=evidence,
            statement=statement.strip(),
            declaration=declaration,
            determination_id=ruling.id,
            now=now,
            renews_id=renews,
        )
        _take_in(row, exhibits, actor=actor, now=now)
        _tell_officers(row, ruling=ruling)
        return row.id


def _check_renewal(actor: Actor, renews: UUID, *, regime: Regime, statement: str, exhibits: Sequence[Exhibit]) -> None:
    """Refuse to renew what was never approved, and a renewal that only repeats what was said and shown before."""
    old = own_certifications(actor).filter(id=renews, regime=regime.value, approved_on__isnull=False).first()
    if old is None:
        raise NothingToRenew
    wrong: list[FieldError] = []
    if statement.strip() == old.statement:
        wrong.append(FieldError("/statement", "unchanged"))
    if not exhibits:
        wrong.append(FieldError("/exhibits", "fresh_evidence"))
    if wrong:
        raise Invalid(tuple(wrong))


def _ask(user_id: UUID, *, facts: QualificationFacts) -> Ruling:
    """Ask the rules; a refusal leaves an event that says nothing of wealth."""
    subject = Subject(kind="user", id=user_id)
    ruling = determine(facts=facts, subject=subject, as_of=legal_day(current_work().now))
    if ruling.verdict is Verdict.DENY:
        record(
            verb="certification.application_refused",
            subject=subject,
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            outcome=Outcome.REFUSED,
        )
    return ruling


def _take_in(row: Certification, exhibits: Sequence[Exhibit], *, actor: Actor, now: datetime) -> None:
    """Keep the documents with the application, each with what it shows."""
    subject = Subject(kind="certification", id=row.id)
    for each in exhibits:
        file_id = each.file_id
        if each.upload is not None:
            file_id = receive_file(actor=actor, now=now, upload=each.upload, purpose=EVIDENCE_PURPOSE, subject=subject)
        elif file_id is not None:
            attach_file(actor=actor, now=now, file_id=file_id, purpose=EVIDENCE_PURPOSE, subject=subject)
        if file_id is not None:
            CertificationExhibit.show(certification_id=row.id, shows=each.shows, file_id=file_id)


def _tell_officers(row: Certification, *, ruling: Ruling) -> None:
    record(
        verb="certification.applied",
        subject=Subject(kind="certification", id=row.id),
        after={
            "state": CERTIFICATION_MACHINE.initial,
            "regime": row.regime,
            "evidence": row.evidence,
            "determination": str(ruling.id),
            **({"renews": str(row.renews_id)} if row.renews_id else {}),
        },
        notify=[officer for officer in users_with_role(Role.OFFICER) if officer != row.user_id],
    )
