"""accounts / actions: an owner removes a member, or a member leaves."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import may_end_membership, require
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.locks import lock_active_memberships, lock_organisation
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, NotFound


class LastOwner(Conflict):
    """An organisation keeps at least one owner; make somebody else an owner first."""

    code = "last_owner"


def remove_member(*, actor: Actor, now: datetime, organisation_id: UUID, user_id: UUID) -> None:
    """End a membership; from the user's next request on they see nothing of the organisation.

    :raises NotFound, NotAuthorised: unless an owner removes a member, or a member leaves.
    :raises LastOwner: see its name. Locks the organisation and its memberships.
    """
    with unit_of_work(actor=actor, now=now):
        organisation = lock_organisation(organisation_id, actor=actor)
        memberships = {membership.user_id: membership for membership in lock_active_memberships(organisation.id)}
        allowed = may_end_membership(actor, organisation_id=organisation.id, user_id=user_id)
        require(allowed, actor=actor)
        membership = memberships.get(user_id)
        if membership is None:
            raise NotFound
        owners = [each for each in memberships.values() if each.role == MembershipRole.OWNER]
        if owners == [membership]:
            raise LastOwner
        membership.end(now=now)
        record(
            verb="membership.ended",
            subject=Subject(kind="membership", id=membership.id),
            before={"organisation": str(organisation.id), "user": str(user_id), "role": membership.role},
            organisation=organisation.id,
            notify=[user_id] if actor.id != user_id else [],
        )
