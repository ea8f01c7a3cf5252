"""accounts / actions: an owner takes an invitation back."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import may_manage_members, require
from crowdfund.accounts.locks import lock_organisation, lock_pending_invitations
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound


def withdraw_invitation(*, actor: Actor, now: datetime, organisation_id: UUID, invitation_id: UUID) -> None:
    """Make an open invitation void; its link answers from now on as if it had never been.

    :raises NotFound, NotAuthorised: unless an owner of the organisation withdraws one of its open invitations.
    Locks the organisation and its open invitations.
    """
    with unit_of_work(actor=actor, now=now):
        organisation = lock_organisation(organisation_id, actor=actor)
        open_invitations = {invitation.id: invitation for invitation in lock_pending_invitations(organisation.id)}
        require(may_manage_members(actor, organisation_id=organisation.id), actor=actor)
        invitation = open_invitations.get(invitation_id)
        if invitation is None:
            raise NotFound
        invitation.withdraw(now=now)
        record(
            verb="membership.invitation_withdrawn",
            subject=Subject(kind="invitation", id=invitation.id),
            before={"organisation": str(organisation.id), "role": invitation.role},
            organisation=organisation.id,
        )
