"""accounts / actions: an operator gives somebody a platform role."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.actions.give_role import give_role
from crowdfund.accounts.core.policy import may_change_roles, principal_of, require, require_step_up
from crowdfund.accounts.core.roles import CHECKED_ROLES, MFA_ROLES, Role
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.models import User
from crowdfund.accounts.queries import has_second_factor, is_checked
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict


class SecondFactorMissing(Conflict):
    """Officers and operators need a password and a second factor before they get the role."""

    code = "second_factor_missing"


class IdentityNotChecked(Conflict):
    """Founders and investors need a checked identity before they get the role."""

    code = "identity_not_checked"


class RoleHeldAlready(Conflict):
    """The user has this role."""

    code = "role_held_already"


def grant_role(*, actor: Actor, now: datetime, user_id: UUID, role: Role) -> None:
    """Give a user a platform role; the user is told.

    :raises NotAuthorised: unless an operator with a second factor gives it to somebody else, or the system does.
    :raises StepUpRequired: when the operator's second factor was not used lately.
    :raises NotFound: for an unknown or deactivated user.
    :raises SecondFactorMissing, IdentityNotChecked, RoleHeldAlready: see their names. Locks the user.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_change_roles(actor, user_id=user_id), actor=actor)
        require_step_up(actor)
        user = lock_user(user_id)
        _require_standing(user, role)
        if not give_role(user=user, role=role, granted_by=principal_of(actor), now=now):
            raise RoleHeldAlready


def _require_standing(user: User, role: Role) -> None:
    if role in MFA_ROLES and not (user.has_usable_password() and has_second_factor(user.id)):
        raise SecondFactorMissing
    if role in CHECKED_ROLES and not is_checked(user.id):
        raise IdentityNotChecked
