"""accounts / actions: an officer finds a declared identity true and confirms the person as a specific target."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.actions.give_role import give_role
from crowdfund.accounts.core.policy import acting_user, may_decide_on_person, require, require_step_up
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.core.states import PERSON_MACHINE, PersonEvent, PersonState
from crowdfund.accounts.locks import lock_person, lock_user, reserve_identity_number
from crowdfund.accounts.queries import is_number_checked
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict


class IdentityNumberTaken(Conflict):
    """Another person was already checked with this identity number; one of the two declarations is false."""

    code = "identity_number_taken"


def check_person(*, actor: Actor, now: datetime, person_id: UUID) -> None:
    """Store that the identity was checked (实名核验) and the person confirmed as a specific target (特定对象确定).

    From now on the person may be shown offers, so they get the role of investor. They are told.

    :raises NotAuthorised: unless an officer with a second factor decides on somebody else.
    :raises StepUpRequired: when the officer's second factor was not used lately.
    :raises NotFound, IllegalMove, IdentityNumberTaken: see their names. Locks the number, the person and the user.
    """
    with unit_of_work(actor=actor, now=now):
        person = lock_person(person_id)
        require(may_decide_on_person(actor, user_id=person.user_id), actor=actor)
        require_step_up(actor)
        before = PersonState(person.state)
        after = PERSON_MACHINE.move(before, PersonEvent.CHECK)
        reserve_identity_number(person.id_number_index)
        if is_number_checked(person.id_number_index, besides=person.id):
            raise IdentityNumberTaken
        person.check_identity(officer_id=acting_user(actor), now=now)
        record(
            verb="person.checked",
            subject=Subject(kind="person", id=person.id),
            before={"state": before},
            after={"state": after, "is_confirmed": True},
            notify=[person.user_id],
        )
        give_role(user=lock_user(person.user_id), role=Role.INVESTOR, granted_by=acting_user(actor), now=now)
