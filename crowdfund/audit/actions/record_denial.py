"""audit / actions: leave evidence that somebody was not let in. The rolled-back action could not."""

from datetime import datetime
from uuid import UUID

from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def record_denial(*, actor: Actor, now: datetime, method: str, route: str, code: str) -> UUID | None:
    """Record that `actor` was denied `method` on `route` (a route's name, never an address with its ids).

    Nothing is recorded for somebody of whom nothing is known: the web server's log has those, and anybody could
    fill the chain with them.
    """
    if actor.id is None:
        return None
    with unit_of_work(actor=actor, now=now):
        return record(
            verb="access.denied",
            subject=Subject(kind=actor.kind.value, id=actor.id),
            after={"method": method, "route": route},
            reason=code,
            outcome=Outcome.REFUSED,
        )
