"""compliance / actions: somebody asks for the check that they need, instead of waiting for the sweep."""

from datetime import datetime

from compliance.actions.request_screening import request_screening
from compliance.core.screening import NEEDS_REQUEST, PersonalStanding, told_to_the_person
from compliance.queries import screening_of
from crowdfund.accounts.core.policy import acting_user
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day


def request_own_screening(*, actor: Actor, now: datetime) -> PersonalStanding:
    """Ask for the actor's own screening where one is due, and return what they are told of where they stand then.

    Where none is due nothing is changed: neither somebody who has passed nor somebody who waits gets another check.

    :raises NotAuthenticated, NotAuthorised: nobody, or a program, asks.
    :raises IdentityNotChecked: their declared identity was not checked. Locks the user where one is due.
    """
    with unit_of_work(actor=actor, now=now):
        user_id = acting_user(actor)
        if screening_of(user_id, on=legal_day(now)) in NEEDS_REQUEST:
            request_screening(actor=actor, now=now, user_id=user_id)
        return told_to_the_person(screening_of(user_id, on=legal_day(now)))
