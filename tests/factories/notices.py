"""tests / factories: notices and e-mails as the couriers make them."""

from crowdfund.audit.actions.drain_deliveries import DrainReport
from crowdfund.kernel.actor import Actor
from crowdfund.notices.actions.deliver_emails import Letterhead, deliver_emails
from crowdfund.notices.actions.deliver_notices import deliver_notices
from tests.factories.audit import NOON

COURIER = Actor.system("notices.courier", "courier-of-the-tests")
LETTERHEAD = Letterhead(sender="Deal room <room@example.org>", base_url="https://room.example.org")


def deliver(now=NOON) -> DrainReport:
    """Make the notices that are due."""
    return deliver_notices(actor=COURIER, now=now)


def mail(now=NOON) -> DrainReport:
    """Send the e-mails that are due."""
    return deliver_emails(actor=COURIER, now=now, letterhead=LETTERHEAD)
