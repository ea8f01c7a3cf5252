"""tests / mail_invitation: a link is mailed once, and again only if it never left."""

from datetime import UTC, datetime, timedelta

import pytest

from crowdfund.accounts.actions.accept_invitation import accept_invitation
from crowdfund.accounts.actions.invite_member import Invited, invite_member
from crowdfund.accounts.actions.mail_invitation import InvitationMail, mail_invitation
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.models import Invitation
from crowdfund.accounts.queries import invitations_to_mail
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
MAILER = Actor.system("invitation mailer", "r")


@pytest.fixture
def invited(founder: Persona, stranger: Persona) -> Invited:
    assert founder.organisation is not None
    return invite_member(
        actor=founder.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        email=stranger.user.email,
        role=MembershipRole.MEMBER,
    )


def test_the_mail_carries_the_link_that_works(invited: Invited, stranger: Persona):
    sent: list[InvitationMail] = []
    assert mail_invitation(actor=MAILER, now=NOW, invitation_id=invited.invitation_id, send=sent.append)
    assert [(mail.email, mail.token, mail.language) for mail in sent] == [("si@example.com", invited.token, "zh-hans")]
    organisation_id = accept_invitation(actor=stranger.actor, now=NOW, token=sent[0].token)
    assert stranger.actor.memberships == {organisation_id: "member"}


def test_it_is_sent_once(invited: Invited):
    sent: list[InvitationMail] = []
    for _ in range(3):
        mail_invitation(actor=MAILER, now=NOW, invitation_id=invited.invitation_id, send=sent.append)
    assert len(sent) == 1
    assert invitations_to_mail(now=NOW, limit=10) == []


def test_what_could_not_be_sent_waits(invited: Invited):
    def broken(_: InvitationMail) -> None:
        raise ConnectionError

    with nothing_changes(Invitation), pytest.raises(ConnectionError):
        mail_invitation(actor=MAILER, now=NOW, invitation_id=invited.invitation_id, send=broken)
    assert invitations_to_mail(now=NOW, limit=10) == [invited.invitation_id]


def test_an_expired_invitation_is_not_sent(invited: Invited):
    late = NOW + timedelta(days=7)
    sent: list[InvitationMail] = []
    assert invitations_to_mail(now=late, limit=10) == []
    assert not mail_invitation(actor=MAILER, now=late, invitation_id=invited.invitation_id, send=sent.append)
    assert sent == []


def test_only_the_system_mails(founder: Persona, invited: Invited):
    with nothing_changes(Invitation), pytest.raises(NotAuthorised):
        mail_invitation(actor=founder.actor, now=NOW, invitation_id=invited.invitation_id, send=lambda _: None)
