"""accounts / tasks: invitations that nobody has mailed yet are handed to the mail."""

from typing import Any

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from crowdfund.accounts.actions.mail_invitation import InvitationMail, mail_invitation
from crowdfund.accounts.queries import invitations_to_mail
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id

log = structlog.get_logger(__name__)
MAILER = "invitation mailer"
BATCH = 100


@shared_task(name="accounts.mail_invitations")
def mail_invitations(**_: Any) -> None:
    """Send what waits, each in a transaction of its own; one that can't be sent waits for the next round."""
    now = business_now()
    for invitation_id in invitations_to_mail(now=now, limit=BATCH):
        actor = Actor.system(MAILER, request_id=new_id(now).hex)
        try:
            mail_invitation(actor=actor, now=now, invitation_id=invitation_id, send=send_invitation)
        except Exception:
            log.exception("invitation_not_mailed", invitation=str(invitation_id))


def send_invitation(mail: InvitationMail) -> None:
    """Send the link in the language of its sender."""
    link = settings.PUBLIC_ADDRESS + reverse("accounts:accept_invitation", args=[mail.token])
    with translation.override(mail.language):
        context = {"mail": mail, "link": link}
        subject = " ".join(render_to_string("accounts/email/invitation_subject.txt", context).split())
        message = render_to_string("accounts/email/invitation_message.txt", context)
        send_mail(subject, message, None, [mail.email])
