"""accounts / actions: a user declares who they are."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.identity import IdentityKind, is_identity_number, normalised
from crowdfund.accounts.core.policy import acting_user, may_declare_identity, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.core.states import PERSON_MACHINE, PersonEvent, PersonState
from crowdfund.accounts.locks import lock_person_of, lock_user
from crowdfund.accounts.models import Person
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import FieldError, Invalid


def register_person(*, actor: Actor, now: datetime, real_name: str, id_kind: IdentityKind, id_number: str) -> UUID:
    """Declare the actor's real name and identity number (实名) and return the person's id; officers are told.

    A declaration that is still open or was refused is replaced; a checked identity stays. The number's form, birth date
    and check digit are examined (GB 11643-1999), the number's owner is an officer's business.

    :raises NotAuthenticated, NotAuthorised: unless a person acts for themselves.
    :raises Invalid: for an empty name or a number that can't be one. :raises IllegalMove: when already checked.
    Locks the user and the person.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_declare_identity(actor), actor=actor)
        user = lock_user(acting_user(actor))
        person = lock_person_of(user.id) or Person.of(user_id=user.id, now=now)
        name, number = " ".join(real_name.split()), normalised(id_number)
        _refuse_bad_input(name, id_kind, number, now)
        before = person.state or None
        after = PERSON_MACHINE.move(PersonState(before), PersonEvent.DECLARE) if before else PERSON_MACHINE.initial
        person.declare(real_name=name, id_kind=id_kind, id_number=number, now=now)
        record(
            verb="person.declared",
            subject=Subject(kind="person", id=person.id),
            before={"state": before},
            after={"state": after, "id_kind": id_kind},
            notify=[officer for officer in users_with_role(Role.OFFICER) if officer != user.id],
        )
        return person.id


def _refuse_bad_input(name: str, kind: IdentityKind, number: str, now: datetime) -> None:
    errors = []
    if not name:
        errors.append(FieldError("/real_name", "required"))
    if not is_identity_number(kind, number, today=legal_day(now)):
        code = "check_digit" if kind is IdentityKind.RESIDENT_ID else "invalid"
        errors.append(FieldError("/id_number", code))
    if errors:
        raise Invalid(tuple(errors))
