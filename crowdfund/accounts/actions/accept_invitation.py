"""accounts / actions: the invited person joins the organisation."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, may_declare_identity, require
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.locks import lock_active_memberships, lock_invitation, lock_invited_organisation
from crowdfund.accounts.models import Membership
from crowdfund.accounts.queries import has_verified_email, invitation_behind
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, NotFound


class InvitationExpired(Conflict):
    """The invitation was not used in time; its sender can send a new one."""

    code = "invitation_expired"


class AlreadyMember(Conflict):
    """The person belongs to the organisation already."""

    code = "already_member"


def accept_invitation(*, actor: Actor, now: datetime, token: str) -> UUID:
    """Make the actor a member by the invitation that the token opens, and return the organisation's id.

    Works once, before the invitation expires, for a user who has proved to read the invited address.

    :raises NotFound: for an unknown, used or withdrawn token, or a token for another address.
    :raises NotAuthenticated, NotAuthorised: unless a person acts for themselves.
    :raises InvitationExpired, AlreadyMember: see their names. Locks the organisation, its memberships, the invitation.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_declare_identity(actor), actor=actor)
        user_id = acting_user(actor)
        found = invitation_behind(token)
        organisation = lock_invited_organisation(found.organisation_id)
        memberships = lock_active_memberships(organisation.id)
        invitation = lock_invitation(found.id)
        if not invitation.is_open or not has_verified_email(user_id, invitation.email):
            raise NotFound
        if now >= invitation.expires_at:
            raise InvitationExpired
        if any(membership.user_id == user_id for membership in memberships):
            raise AlreadyMember
        invitation.accept(user_id=user_id, now=now)
        role = MembershipRole(invitation.role)
        membership = Membership.begin(user_id=user_id, organisation_id=organisation.id, role=role, now=now)
        record(
            verb="membership.began",
            subject=Subject(kind="membership", id=membership.id),
            after={"organisation": str(organisation.id), "user": str(user_id), "role": role},
            organisation=organisation.id,
            notify=[invitation.invited_by_id],
        )
        return organisation.id
