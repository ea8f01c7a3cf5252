"""accounts / actions: a checked person registers the company or partnership they act for."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.actions.give_role import give_role
from crowdfund.accounts.core.identity import is_credit_code, normalised
from crowdfund.accounts.core.policy import acting_user, may_create_organisation, require
from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.locks import lock_user, reserve_credit_code
from crowdfund.accounts.models import Membership, Organisation
from crowdfund.accounts.queries import is_credit_code_taken
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid

_NAME_LENGTH = 200


def create_organisation(*, actor: Actor, now: datetime, name: str, credit_code: str) -> UUID:
    """Register an organisation under its unified social credit code and return its id.

    The person becomes its first owner and gets the role of founder. The code's check digit is verified (GB 32100-2015).

    :raises NotAuthenticated, NotAuthorised: unless a checked person acts, or a client with the scope for one.
    :raises Invalid: for an empty or long name, a code that can't be one, or a code that is registered already.
    Locks the code and the user.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_create_organisation(actor), actor=actor)
        owner = lock_user(acting_user(actor))
        title, code = " ".join(name.split()), normalised(credit_code)
        reserve_credit_code(code)
        _refuse_bad_input(title, code)
        organisation = Organisation.found(name=title, credit_code=code, now=now)
        Membership.begin(user_id=owner.id, organisation_id=organisation.id, role=MembershipRole.OWNER, now=now)
        record(
            verb="organisation.created",
            subject=Subject(kind="organisation", id=organisation.id),
            after={"registered_name": title, "credit_code": code, "owner": str(owner.id)},
            organisation=organisation.id,
        )
        give_role(user=owner, role=Role.FOUNDER, granted_by=None, now=now)
        return organisation.id


def _refuse_bad_input(name: str, code: str) -> None:
    errors = []
    if not name:
        errors.append(FieldError("/name", "required"))
    elif len(name) > _NAME_LENGTH:
        errors.append(FieldError("/name", "too_long"))
    if not is_credit_code(code):
        errors.append(FieldError("/credit_code", "check_digit"))
    elif is_credit_code_taken(code):
        errors.append(FieldError("/credit_code", "already_taken"))
    if errors:
        raise Invalid(tuple(errors))
