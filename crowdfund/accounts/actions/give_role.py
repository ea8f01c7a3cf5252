"""accounts / actions: what every way of getting a role shares; it decides nothing and only verbs call it."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.locks import lock_active_grant
from crowdfund.accounts.models import RoleGrant, User
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work


def give_role(*, user: User, role: Role, granted_by: UUID | None, now: datetime) -> bool:
    """Give a locked user a role inside the current unit of work and tell whether they did not have it before.

    `granted_by` is None where no person decided: the first operator, the founder of a new organisation.

    :raises OutsideWork: without a unit of work.
    """
    current_work()
    if lock_active_grant(user_id=user.id, role=role) is not None:
        return False
    grant = RoleGrant.give(user_id=user.id, role=role, granted_by_id=granted_by, now=now)
    record(
        verb="role.granted",
        subject=Subject(kind="user", id=user.id),
        after={"role": role, "grant": str(grant.id)},
        notify=[user.id],
    )
    return True
