"""accounts / actions: an owner invites somebody into the organisation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, may_manage_members, require
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.core.tokens import MOST_OPEN_INVITATIONS, expires_at, hash_of
from crowdfund.accounts.locks import lock_active_memberships, lock_organisation, lock_pending_invitations
from crowdfund.accounts.models import Invitation, Membership
from crowdfund.accounts.queries import emails_of, token_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, FieldError, Invalid
from crowdfund.kernel.ids import new_id


class TooManyInvitations(Conflict):
    """So many open invitations look like a mailing; withdraw some first."""

    code = "too_many_invitations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation and the token that opens it. The token is a secret: show or mail it, never log it."""

    invitation_id: UUID
    token: str
    expires_at: datetime


def invite_member(*, actor: Actor, now: datetime, organisation_id: UUID, email: str, role: MembershipRole) -> Invited:
    """Invite an address into the organisation; an older open invitation for it becomes void.

    The mail is sent afterwards by a task. Whether the address has an account is not told.

    :raises NotFound, NotAuthorised: unless an owner of the organisation invites.
    :raises Invalid: when the address belongs to a member. :raises TooManyInvitations: see its name.
    Locks the organisation, its memberships and its open invitations.
    """
    with unit_of_work(actor=actor, now=now):
        organisation = lock_organisation(organisation_id, actor=actor)
        memberships = lock_active_memberships(organisation.id)
        open_invitations = lock_pending_invitations(organisation.id)
        require(may_manage_members(actor, organisation_id=organisation.id), actor=actor)
        address = email.strip().lower()
        _refuse_member(address, memberships)
        _withdraw_older(address, open_invitations, now)
        if sum(invitation.email != address for invitation in open_invitations) >= MOST_OPEN_INVITATIONS:
            raise TooManyInvitations(most=MOST_OPEN_INVITATIONS)
        invitation_id = new_id(now)
        token = token_of(invitation_id)
        invitation = Invitation.offer(
            id=invitation_id,
            organisation_id=organisation.id,
            email=address,
            role=role,
            token_hash=hash_of(token),
            invited_by_id=acting_user(actor),
            now=now,
            expires_at=expires_at(now),
        )
        record(
            verb="membership.invited",
            subject=Subject(kind="invitation", id=invitation.id),
            after={"organisation": str(organisation.id), "role": role},
            organisation=organisation.id,
        )
        return Invited(invitation_id=invitation.id, token=token, expires_at=invitation.expires_at)


def _refuse_member(address: str, memberships: list[Membership]) -> None:
    if address in emails_of(membership.user_id for membership in memberships).values():
        raise Invalid((FieldError("/email", "already_taken"),))


def _withdraw_older(address: str, open_invitations: list[Invitation], now: datetime) -> None:
    for invitation in open_invitations:
        if invitation.email == address:
            invitation.withdraw(now=now)
