"""notices / actions: turn due deliveries into e-mails.

A mail server can't take part in a transaction, so a mail may be sent twice when a worker dies between sending and
noting it; both copies carry the same Message-ID, by which mail programs drop the second.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from crowdfund.audit.actions.drain_deliveries import DrainReport, drain_deliveries
from crowdfund.audit.core.tickets import Channel, Ticket
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.topics import is_wanted
from crowdfund.notices.facts import Message, message_of
from crowdfund.notices.queries import Reader, event_behind, reader, switched_off
from crowdfund.web.components.language import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes: the sender's address, and where the platform's pages are (no slash at the end)."""

    sender: str
    base_url: str

    @property
    def domain(self) -> str:
        """The part of the sender's address behind the @, which makes message ids ours."""
        return parseaddr(self.sender)[1].partition("@")[2] or "localhost"


def deliver_emails(*, actor: Actor, now: datetime, letterhead: Letterhead, limit: int = 25) -> DrainReport:
    """Send up to `limit` e-mails that are due; see `drain_deliveries`.

    The limit keeps a run with an unresponsive mail server (ten seconds a try) below the time limit of a task.
    """
    send = partial(send_email, letterhead=letterhead)
    return drain_deliveries(actor=actor, channel=Channel.EMAIL, send=send, now=now, limit=limit)


def send_email(ticket: Ticket, *, letterhead: Letterhead) -> None:
    """Send the e-mail of one delivery, unless its reader does without, or is gone.

    :raises NoWords: when the event's verb has no wording.
    :raises OSError: when the mail server refuses or does not answer (smtplib's errors are among them).
    """
    message = message_of(event_behind(ticket.event_id))
    if not is_wanted(message.topic, Channel.EMAIL, switched_off=switched_off(ticket.recipient)):
        return
    addressee = reader(ticket.recipient)
    if addressee is not None:
        _mail(message, addressee, ticket, letterhead).send()


def _mail(message: Message, addressee: Reader, ticket: Ticket, letterhead: Letterhead) -> EmailMultiAlternatives:
    with translation.override(addressee.language):
        context = {
            "message": message,
            "language": addressee.language.value,
            "url": f"{letterhead.base_url}{message.path or '/notices/'}",
            "preferences_url": f"{letterhead.base_url}/notices/preferences/",
        }
        mail = EmailMultiAlternatives(
            subject=in_language(message.title),
            body=render_to_string("notices/email/message.txt", context),
            from_email=letterhead.sender,
            to=[addressee.address],
            headers={
                "Message-ID": f"<{ticket.delivery_id}@{letterhead.domain}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("notices/email/message.html", context), "text/html")
    return mail
