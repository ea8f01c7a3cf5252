"""compliance / actions: an investor applies for a certification as qualified investor."""

from datetime import datetime
from uuid import UUID

from compliance.actions.request_screening import request_screening
from compliance.core.certification import AlreadyWaiting, EvidenceKind, Regime, wrong_application
from compliance.core.policy import may_apply_for_certification
from compliance.core.screening import NEEDS_REQUEST
from compliance.core.states import CERTIFICATION_MACHINE
from compliance.models import Certification
from compliance.queries import has_waiting_certification, screening_of
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid


def apply_for_certification(*, actor: Actor, now: datetime, evidence: EvidenceKind, statement: str) -> UUID:
    """Hand in the actor's own application (合格投资者认定申请) and return its id; officers are told.

    Whoever has not passed the screening is screened from now on, whatever becomes of the application.
    Somebody whose certification still holds may apply again, so that no day is lost between two. The statement stays
    out of the event, because it speaks of wealth. Source: 私募投资基金监督管理暂行办法 (2014), article 12.

    :raises NotAuthenticated, NotAuthorised: unless a checked investor acts for themselves.
    :raises Invalid: an empty or too long statement. :raises AlreadyWaiting: an application waits. Locks the user.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_apply_for_certification(actor), actor=actor)
        user = lock_user(acting_user(actor))
        if wrong := wrong_application(statement):
            raise Invalid(wrong)
        if has_waiting_certification(user.id):
            raise AlreadyWaiting
        if screening_of(user.id, on=legal_day(now)) in NEEDS_REQUEST:
            request_screening(actor=actor, now=now, user_id=user.id)
        row = Certification.apply(
            user_id=user.id,
            regime=Regime.PRIVATE_FUND_2014,
            evidence=evidence,
            statement=statement.strip(),
            now=now,
        )
        record(
            verb="certification.applied",
            subject=Subject(kind="certification", id=row.id),
            after={"state": CERTIFICATION_MACHINE.initial, "regime": row.regime, "evidence": evidence},
            notify=[officer for officer in users_with_role(Role.OFFICER) if officer != user.id],
        )
        return row.id
