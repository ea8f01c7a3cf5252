"""audit / actions: send what is due over one channel.

Each delivery is claimed, sent and settled by itself: the claim and the settling are transactions of their own, and
the effect lies between them. So a worker that dies loses nothing (the lease runs out and somebody else goes on), one
poisoned delivery stops no other, and an effect may take place twice but never not at all. Whoever receives can
recognise a repeat by the ticket's delivery id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.audit.core.backoff import is_exhausted
from crowdfund.audit.core.tickets import Channel, Ticket
from crowdfund.audit.locks import lock_claimed, lock_next_due
from crowdfund.audit.models import Delivery
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor

log = structlog.get_logger(__name__)

PARKED = "delivery.parked"
Send = Callable[[Ticket], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrainReport:
    """What one run did; `has_more` tells that the limit ended it and not the lack of due deliveries."""

    done: int
    failed: int
    parked: int
    has_more: bool


def drain_deliveries(*, actor: Actor, channel: Channel, send: Send, now: datetime, limit: int = 100) -> DrainReport:
    """Send up to `limit` due deliveries of a channel with `send`, which raises when it did not work.

    A failed one waits longer each time; after the last try it is parked, which is an event that the operators are
    told of. Runs beside each other never take the same delivery. `now` is business time.
    """
    done = failed = parked = 0
    for _ in range(limit):
        delivery = _claim(actor=actor, channel=channel, now=now)
        if delivery is None:
            return DrainReport(done=done, failed=failed, parked=parked, has_more=False)
        if delivery.parked_at is not None:
            parked += 1
            continue
        error = _try(send, delivery.ticket)
        was_parked = _settle(actor=actor, ticket=delivery.ticket, error=error, now=now)
        done += not error
        failed += bool(error) and not was_parked
        parked += was_parked
    return DrainReport(done=done, failed=failed, parked=parked, has_more=True)


def _claim(*, actor: Actor, channel: Channel, now: datetime) -> Delivery | None:
    """Take the next due delivery, or park it when its tries ended without a word (they killed their process)."""
    with unit_of_work(actor=actor, now=now):
        delivery = lock_next_due(channel=channel, now=now)
        if delivery is None:
            return None
        if is_exhausted(delivery.attempts):
            _park(delivery, error="NoAnswer", now=now)
        else:
            delivery.claim()
        return delivery


def _try(send: Send, ticket: Ticket) -> str:
    """Send, and return the name of what went wrong, or nothing. Its text is not kept: it may hold an address.

    Whatever one delivery raises, the others must go on.
    """
    try:
        send(ticket)
    except Exception as error:
        name = type(error).__name__
        log.warning("delivery_failed", delivery=str(ticket.delivery_id), attempt=ticket.attempt, error=name)
        return name
    return ""


def _settle(*, actor: Actor, ticket: Ticket, error: str, now: datetime) -> bool:
    """Store the outcome of a try and tell whether the delivery was parked for it."""
    with unit_of_work(actor=actor, now=now):
        delivery = lock_claimed(ticket)
        if delivery is None:
            return False
        if not error:
            delivery.finish(now=now)
            return False
        if is_exhausted(delivery.attempts):
            _park(delivery, error=error, now=now)
            return True
        delivery.postpone(error=error, now=now)
        return False


def _park(delivery: Delivery, *, error: str, now: datetime) -> None:
    delivery.park(error=error, now=now)
    # An alert that can't be delivered must not raise another alert, or the two would go on for ever.
    is_alert = delivery.event.verb == PARKED
    record(
        verb=PARKED,
        subject=Subject(kind="delivery", id=delivery.id),
        after={"event": delivery.event_id, "channel": delivery.channel, "attempts": delivery.attempts, "error": error},
        notify=() if is_alert else users_with_role(Role.OPERATOR),
    )
