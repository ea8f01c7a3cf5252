"""accounts / actions: the link of one invitation is handed to the mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import may_mail_invitations, require
from crowdfund.accounts.locks import lock_invitation
from crowdfund.accounts.queries import invitation_behind, token_of
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMail:
    """What a mail about an invitation needs; `language` is the sender's, the receiver may have no account yet."""

    email: str
    token: str
    organisation_name: str
    language: str
    expires_at: datetime


def mail_invitation(
    *, actor: Actor, now: datetime, invitation_id: UUID, send: Callable[[InvitationMail], None]
) -> bool:
    """Send the mail of one invitation unless it was sent, used, withdrawn or expired; tell whether it was sent now.

    `send` runs inside the transaction: if it raises, the invitation stays unsent; if the commit fails after it, the
    mail goes out again, which harms nobody because the link works once. Records no event; the invitation has one.

    :raises NotAuthorised: unless the system acts. :raises NotFound: for an unknown invitation. Locks the invitation.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_mail_invitations(actor), actor=actor)
        invitation = lock_invitation(invitation_id)
        if invitation.mailed_at is not None or not invitation.is_open or now >= invitation.expires_at:
            return False
        token = token_of(invitation.id)
        seen = invitation_behind(token)
        send(
            InvitationMail(
                email=invitation.email,
                token=token,
                organisation_name=seen.organisation.name,
                language=seen.invited_by.language,
                expires_at=invitation.expires_at,
            )
        )
        invitation.mail(now=now)
        return True
