"""accounts / actions: the trace of a change that allauth has made to how somebody signs in."""

from datetime import datetime
from uuid import UUID

from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def note_security_change(*, actor: Actor, now: datetime, user_id: UUID, change: str) -> UUID:
    """Record that a password, an address or a second factor of a user was changed, and return the event's id.

    `change` is allauth's word for it ("password_changed", "totp_activated"). The change stands already, made and
    authorised by allauth in a transaction of its own, so nothing is decided here; after a reset by e-mail the actor is
    nobody in particular.
    """
    with unit_of_work(actor=actor, now=now):
        return record(verb="user.security_changed", subject=Subject(kind="user", id=user_id), after={"change": change})
