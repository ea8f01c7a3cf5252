"""accounts / actions: an officer finds that a declared identity can't be accepted."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, may_decide_on_person, require, require_step_up
from crowdfund.accounts.core.states import PERSON_MACHINE, PersonEvent, PersonState
from crowdfund.accounts.locks import lock_person
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid


def refuse_person(*, actor: Actor, now: datetime, person_id: UUID, reason: str) -> None:
    """Store that the declaration was refused and why; the person is told and may declare again.

    `reason` is read by the person, so it carries no identifier.

    :raises NotAuthorised: unless an officer with a second factor decides on somebody else.
    :raises StepUpRequired: when the officer's second factor was not used lately.
    :raises Invalid: without a reason. :raises NotFound, IllegalMove: see their names. Locks the person.
    """
    with unit_of_work(actor=actor, now=now):
        person = lock_person(person_id)
        require(may_decide_on_person(actor, user_id=person.user_id), actor=actor)
        require_step_up(actor)
        before = PersonState(person.state)
        after = PERSON_MACHINE.move(before, PersonEvent.REFUSE)
        if not reason.strip():
            raise Invalid((FieldError("/reason", "required"),))
        person.refuse(officer_id=acting_user(actor), reason=reason.strip(), now=now)
        record(
            verb="person.refused",
            subject=Subject(kind="person", id=person.id),
            before={"state": before},
            after={"state": after},
            reason=reason.strip(),
            notify=[person.user_id],
        )
