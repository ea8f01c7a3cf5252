"""accounts / actions: somebody signs up."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.models import User
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def open_account(*, actor: Actor, now: datetime, user: User) -> UUID:
    """Store a filled-in, unsaved user and return the id. Anybody may sign up; the address is proved afterwards.

    The caller has checked that the address is free; a race for it ends in an IntegrityError and no second account.
    """
    with unit_of_work(actor=actor, now=now):
        user.join(now=now)
        record(verb="user.joined", subject=Subject(kind="user", id=user.id), after={"language": user.language})
        return user.id
