"""notices / actions: the e-mail in the reader's language, once to whoever wants it, recognisable when repeated."""

from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from crowdfund.accounts.core.languages import Language
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery
from crowdfund.db.events import Outcome, Subject
from crowdfund.notices.actions.deliver_emails import Letterhead, send_email
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.models import Preference
from crowdfund.web.components.words import Tone
from tests.factories.accounts import make_user
from tests.factories.audit import NOON, happen
from tests.factories.notices import LETTERHEAD, mail

pytestmark = pytest.mark.django_db

FINDING = {
    "rule": "minimum_ticket",
    "outcome": "deny",
    "measured": "500.00",
    "limit": "1000000.00",
    "message": {"zh": "低于最低投资额。", "en": "Below the minimum ticket."},
    "remedy": {"zh": "提高最低投资额。", "en": "Raise the minimum ticket."},
    "citation": {"law": {"zh": "某办法", "en": "Some measures"}, "article": {"zh": "第十二条", "en": "art. 12"}},
}


def send_to(user, verb="round.submitted", **options):
    event = happen(verb, notify=[user.id], **options)
    mail()
    return event, outbox.outbox[-1]


def html_of(sent):
    ((content, kind),) = sent.alternatives
    assert kind == "text/html"
    return content


def test_a_chinese_reader_gets_a_chinese_letter(mailoutbox):
    user = make_user("alice@example.com")
    event, sent = send_to(user, "round.returned", reason="第三条数字不一致", after={"state": "draft"})
    assert (sent.subject, sent.to, sent.from_email) == ("本轮融资已退回修改", [user.email], LETTERHEAD.sender)
    place = f"https://room.example.org/rounds/{event.subject_id}/"
    for content in (sent.body, html_of(sent)):
        assert "第三条数字不一致" in content
        assert place in content
        assert "https://room.example.org/notices/preferences/" in content


def test_an_english_reader_gets_an_english_letter(mailoutbox):
    _, sent = send_to(make_user("bob@example.com", language=Language.EN))
    assert sent.subject == "Raise submitted"
    assert "waits for a compliance officer" in sent.body
    assert '<html lang="en">' in html_of(sent)
    assert not any("一" <= letter <= "鿿" for letter in sent.body)


def test_the_badge_of_a_state_is_the_one_of_the_page(mailoutbox):
    _, sent = send_to(make_user(language=Language.EN), "round.approved", after={"state": "approved"})
    assert 'class="state state--decided"' in html_of(sent)
    assert "Approved" in sent.body


def test_a_letter_knows_every_badge_that_a_page_knows(mailoutbox):
    _, sent = send_to(make_user())
    for badge in (*(f"state--{tone}" for tone in Tone), *(f"outcome--{word}" for word in ("warn", "refer", "deny"))):
        assert f".{badge}" in html_of(sent)


def test_a_finding_looks_as_on_the_page(mailoutbox):
    _, sent = send_to(
        make_user(language=Language.EN),
        "round.submission_refused",
        outcome=Outcome.REFUSED,
        after={"verdict": "deny", "findings": [FINDING]},
    )
    html = html_of(sent)
    assert 'class="finding finding--deny"' in html
    for words in ("Below the minimum ticket.", "Raise the minimum ticket.", "art. 12", "500.00", "1000000.00"):
        assert words in html
        assert words in sent.body


def test_what_people_write_is_never_markup(mailoutbox):
    _, sent = send_to(make_user(), "round.returned", reason="<script>alert(1)</script> & co")
    assert "<script>" not in html_of(sent)
    assert "<script>alert(1)</script> & co" in sent.body


def test_a_repeat_carries_the_same_message_id(mailoutbox, monkeypatch):
    """The worker dies after the mail server took the letter: the letter goes out again, and can be recognised."""
    user = make_user()
    happen("round.submitted", notify=[user.id])
    usual = EmailMultiAlternatives.send

    def send_and_die(message, *arguments, **options):
        usual(message, *arguments, **options)
        raise SystemExit("killed")

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(EmailMultiAlternatives, "send", send_and_die)
        mail()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_delivery SET claimed_until = claimed_until - interval '1 hour'")
    assert mail().done == 1
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    assert first.extra_headers["Message-ID"] == f"<{delivery.id}@example.org>"
    assert mail().done == 0


def test_a_mail_server_that_refuses_is_tried_again_later(mailoutbox, monkeypatch):
    happen("round.submitted", notify=[make_user().id])

    def refuse(*_, **__):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        assert mail().failed == 1
    assert mailoutbox == []
    assert mail(now=Delivery.objects.get(channel=Channel.EMAIL).due_at).done == 1
    assert len(mailoutbox) == 1


def test_who_does_without_or_is_gone_gets_nothing_and_it_is_done(mailoutbox):
    content, gone = make_user(), make_user()
    Preference.choose(user_id=content.id, choices={(Topic.RAISES, Channel.EMAIL): False}, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", [gone.id])
    happen("round.submitted", notify=[content.id, gone.id, uuid4()])
    assert mail().done == 3
    assert mailoutbox == []


def test_the_safety_of_an_account_is_told_whatever_was_chosen(mailoutbox):
    user = make_user()
    Preference.choose(user_id=user.id, choices={(Topic.ACCOUNT, Channel.EMAIL): False}, now=NOON)
    send_to(user, "role.granted", subject=Subject(kind="user", id=user.id))
    assert len(mailoutbox) == 1


def test_a_letter_without_a_page_of_its_own_leads_to_the_notices(mailoutbox):
    user = make_user()
    happen("client.disabled", subject=Subject(kind="client", id=uuid4()), notify=[user.id])
    send_email(Delivery.objects.get(channel=Channel.EMAIL).ticket, letterhead=LETTERHEAD)
    assert "https://room.example.org/notices/\n" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("sender", "domain"),
    [("Room <room@example.org>", "example.org"), ("room@example.org", "example.org"), ("", "localhost")],
)
def test_message_ids_belong_to_the_senders_domain(sender, domain):
    assert Letterhead(sender=sender, base_url="").domain == domain
