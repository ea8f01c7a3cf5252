"""notices / tasks: delivering what is due; woken after a commit and swept every 30 seconds."""

from celery import shared_task
from django.conf import settings

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.wake import wake
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.notices.actions import deliver_emails as emails
from crowdfund.notices.actions import deliver_notices as notices


@shared_task(name="notices.deliver_notices", bind=True)
def deliver_notices(task: object, **_: object) -> None:
    """Make the notices that are due."""
    report = notices.deliver_notices(actor=_courier(task), now=business_now())
    if report.has_more:
        wake(Channel.NOTICE)


@shared_task(name="notices.deliver_emails", bind=True)
def deliver_emails(task: object, **_: object) -> None:
    """Send the e-mails that are due."""
    letterhead = emails.Letterhead(sender=settings.DEFAULT_FROM_EMAIL, base_url=settings.PUBLIC_ADDRESS)
    report = emails.deliver_emails(actor=_courier(task), now=business_now(), letterhead=letterhead)
    if report.has_more:
        wake(Channel.EMAIL)


def _courier(task: object) -> Actor:
    """Return the part of the platform that delivers, with the task's number as the number of the request."""
    return Actor.system("notices.courier", str(getattr(getattr(task, "request", None), "id", None) or "notices"))
