"""accounts / actions: an operator takes a platform role away."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import may_change_roles, principal_of, require, require_step_up
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_active_grant, lock_user
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound


def revoke_role(*, actor: Actor, now: datetime, user_id: UUID, role: Role, reason: str = "") -> None:
    """End a role; it is gone from the user's next request on, and the user is told.

    :raises NotAuthorised: unless an operator with a second factor takes it from somebody else, or the system does.
    :raises StepUpRequired: when the operator's second factor was not used lately.
    :raises NotFound: when the user has no such role. Locks the user and the grant.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_change_roles(actor, user_id=user_id), actor=actor)
        require_step_up(actor)
        user = lock_user(user_id)
        grant = lock_active_grant(user_id=user.id, role=role)
        if grant is None:
            raise NotFound
        grant.revoke(revoked_by_id=principal_of(actor), now=now)
        record(
            verb="role.revoked",
            subject=Subject(kind="user", id=user.id),
            before={"role": role, "grant": str(grant.id)},
            reason=reason.strip(),
            notify=[user.id],
        )
