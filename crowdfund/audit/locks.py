"""audit / locks: the delivery that a drain works on. The sealer's right is an advisory lock (`seal_events`)."""

from datetime import datetime
from uuid import UUID

from crowdfund.audit.core.tickets import Channel, Ticket
from crowdfund.audit.models import Delivery


def lock_next_due(*, channel: Channel, now: datetime) -> Delivery | None:
    """Lock the delivery that has been due longest and that nobody else holds; passes over locked ones (one query)."""
    due = Delivery.objects.due(channel=channel, now=now)
    return due.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("due_at", "id").first()


def lock_claimed(ticket: Ticket) -> Delivery | None:
    """Lock the delivery of a ticket, or return nothing when another worker has taken it over or it is settled."""
    rows = Delivery.objects.open().filter(id=ticket.delivery_id, attempts=ticket.attempt)
    return rows.select_for_update(of=("self",), no_key=True).first()


def lock_parked(delivery_id: UUID) -> Delivery | None:
    """Lock a parked delivery, or return nothing when it is not parked."""
    rows = Delivery.objects.filter(id=delivery_id, parked_at__isnull=False)
    return rows.select_for_update(of=("self",), no_key=True).first()
