"""tests / check_person: an officer finds an identity true."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.check_person import IdentityNumberTaken, check_person
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import Person, RoleGrant
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_person, make_user
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def person(stranger: Persona) -> Person:
    return make_person(stranger.user)


def check(officer: Persona, person: Person) -> None:
    check_person(actor=officer.actor, now=NOW, person_id=person.id)


def test_the_person_is_checked_confirmed_and_an_investor(officer: Persona, stranger: Persona, person: Person):
    with recorded() as events:
        check(officer, person)
    person.refresh_from_db()
    assert (person.state, person.decided_by_id) == ("CHECKED", officer.id)
    assert person.identity_checked_at == person.confirmed_at == NOW
    assert stranger.actor.is_checked
    assert stranger.actor.roles == {"investor"}
    assert verbs(events) == ["person.checked", "role.granted"]
    assert told(events[0]) == {stranger.id}
    assert (events[0].actor_id, events[0].subject_id) == (officer.id, person.id)


def test_an_investor_is_not_made_one_twice(officer: Persona, stranger: Persona, person: Person):
    RoleGrant.give(user_id=stranger.id, role=Role.INVESTOR, granted_by_id=None, now=NOW)
    with recorded() as events:
        check(officer, person)
    assert verbs(events) == ["person.checked"]


def test_two_users_cannot_be_checked_with_one_number(officer: Persona, follower: Persona, person: Person):
    twin = make_person(make_user(), id_number=Person.objects.get(user=follower.user).id_number)
    with nothing_changes(Person, RoleGrant), pytest.raises(IdentityNumberTaken):
        check(officer, twin)


def test_an_old_second_factor_is_not_enough(officer: Persona, person: Person):
    officer.step_down()
    with nothing_changes(Person, RoleGrant), pytest.raises(StepUpRequired):
        check(officer, person)


@pytest.mark.parametrize("name", ["founder", "follower", "stranger", "operator", "auditor", "partner"])
def test_only_officers_check(personas: dict[str, Persona], name: str):
    waiting = make_person(make_user())
    with nothing_changes(Person, RoleGrant), pytest.raises(NotAuthorised):
        check(personas[name], waiting)


def test_an_officer_does_not_check_themselves(officer: Persona):
    own = make_person(officer.user)
    with nothing_changes(Person, RoleGrant), pytest.raises(NotAuthorised):
        check(officer, own)


def test_a_decision_is_made_once(officer: Persona, person: Person):
    check(officer, person)
    with nothing_changes(Person, RoleGrant), pytest.raises(IllegalMove):
        check(officer, person)


def test_an_unknown_person_is_not_found(officer: Persona):
    with pytest.raises(NotFound):
        check_person(actor=officer.actor, now=NOW, person_id=officer.id)
