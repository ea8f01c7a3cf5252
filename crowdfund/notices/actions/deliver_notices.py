"""notices / actions: turn due deliveries into notices."""

from datetime import datetime
from functools import partial

from crowdfund.audit.actions.drain_deliveries import DrainReport, drain_deliveries
from crowdfund.audit.core.tickets import Channel, Ticket
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.topics import is_wanted
from crowdfund.notices.core.wording import wording_of
from crowdfund.notices.models import Notice
from crowdfund.notices.queries import event_behind, switched_off


def deliver_notices(*, actor: Actor, now: datetime, limit: int = 200) -> DrainReport:
    """Make up to `limit` notices that are due; see `drain_deliveries`."""
    send = partial(tell, actor=actor, now=now)
    return drain_deliveries(actor=actor, channel=Channel.NOTICE, send=send, now=now, limit=limit)


def tell(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Store the notice of one delivery unless its reader does without; doing it again changes nothing.

    It leaves no event: a notice is the trace of one.

    :raises NoWords: when the event's verb has no wording.
    """
    with unit_of_work(actor=actor, now=now):
        topic = wording_of(event_behind(ticket.event_id).verb).topic
        if is_wanted(topic, Channel.NOTICE, switched_off=switched_off(ticket.recipient)):
            Notice.tell(recipient_id=ticket.recipient, event_id=ticket.event_id, now=now)
