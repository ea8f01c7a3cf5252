"""tests / tasks: invitations reach the mail, one bad address does not hold the others up."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from crowdfund.accounts import tasks
from crowdfund.accounts.actions.invite_member import Invited, invite_member
from crowdfund.accounts.actions.mail_invitation import InvitationMail
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.queries import invitations_to_mail
from crowdfund.db.clock import business_now
from tests.personas import Persona


def invite(founder: Persona, email: str) -> Invited:
    assert founder.organisation is not None
    return invite_member(
        actor=founder.actor,
        now=business_now(),
        organisation_id=founder.organisation.id,
        email=email,
        role=MembershipRole.MEMBER,
    )


def test_the_mail_leads_to_the_invitation(founder: Persona, stranger: Persona, client: Client):
    invited = invite(founder, stranger.user.email)
    tasks.mail_invitations()
    tasks.mail_invitations()
    assert [message.to for message in mail.outbox] == [["si@example.com"]]
    path = reverse("accounts:accept_invitation", args=[invited.token])
    assert path in str(mail.outbox[0].body)
    assert founder.organisation is not None
    assert founder.organisation.name in mail.outbox[0].subject
    assert client.get(path)["Location"].startswith(reverse("account_login"))
    assert stranger.client.get(path).status_code == 200


def test_it_is_written_in_the_language_of_the_sender(founder: Persona):
    founder.user.speak(Language.EN)
    invite(founder, "guest@example.com")
    tasks.mail_invitations()
    assert mail.outbox[0].subject.startswith("Invitation into")


def test_one_that_fails_waits_and_the_others_go(founder: Persona, monkeypatch: pytest.MonkeyPatch):
    waiting = invite(founder, "broken@example.com")
    invite(founder, "fine@example.com")
    send = tasks.send_invitation

    def picky(given: InvitationMail) -> None:
        if given.email == "broken@example.com":
            raise ConnectionError
        send(given)

    monkeypatch.setattr(tasks, "send_invitation", picky)
    tasks.mail_invitations()
    assert [message.to for message in mail.outbox] == [["fine@example.com"]]
    assert invitations_to_mail(now=business_now(), limit=10) == [waiting.invitation_id]


def test_a_name_cannot_smuggle_in_a_header(founder: Persona):
    assert founder.organisation is not None
    founder.organisation.name = "Evil\nBcc: everybody@example.com"
    founder.organisation.save()
    invite(founder, "guest@example.com")
    tasks.mail_invitations()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["guest@example.com"]
