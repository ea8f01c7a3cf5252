"""tests / register_person: somebody declares who they are."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.register_person import register_person
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.models import Person
from crowdfund.accounts.models.person import number_index
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_person, resident_id
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NUMBER = resident_id(7)


def declare(actor: Actor, *, name: str = "司小", kind: IdentityKind = IdentityKind.RESIDENT_ID, number: str = NUMBER):
    return register_person(actor=actor, now=NOW, real_name=name, id_kind=kind, id_number=number)


def test_it_stores_the_declaration_and_tells_the_officers(stranger: Persona, officer: Persona):
    with recorded() as events:
        person_id = declare(stranger.actor, name="  司   小 ", number=f" {NUMBER.lower()} ")
    person = Person.objects.get(id=person_id)
    assert (person.state, person.real_name, person.id_number) == ("DECLARED", "司 小", NUMBER)
    assert (person.user_id, person.declared_at, person.confirmed_at) == (stranger.id, NOW, None)
    assert verbs(events) == ["person.declared"]
    assert told(events[0]) == {officer.id}


def test_the_event_names_nobody_and_no_number(stranger: Persona):
    with recorded() as events:
        declare(stranger.actor)
    written = f"{events[0].before}{events[0].after}{events[0].reason}"
    assert "司小" not in written
    assert NUMBER not in written


def test_a_declared_identity_is_not_yet_checked(stranger: Persona):
    declare(stranger.actor)
    assert not stranger.actor.is_checked


def test_it_accepts_a_passport(stranger: Persona):
    person_id = declare(stranger.actor, kind=IdentityKind.PASSPORT, number="e1234 5678")
    person = Person.objects.get(id=person_id)
    assert (person.id_kind, person.id_number) == ("PASSPORT", "E12345678")


def test_a_refused_person_declares_again_in_the_same_row(stranger: Persona, officer: Persona):
    person = make_person(stranger.user)
    person.refuse(officer_id=officer.id, reason="unreadable", now=NOW)
    assert declare(stranger.actor) == person.id
    person.refresh_from_db()
    assert (person.state, person.refusal_reason, person.decided_by_id) == ("DECLARED", "", None)
    assert person.id_number_index == number_index(kind=IdentityKind.RESIDENT_ID, number=NUMBER)


def test_a_number_that_somebody_else_declared_is_taken_without_a_word(stranger: Persona, follower: Persona):
    other = Person.objects.get(user=follower.user)
    assert declare(stranger.actor, number=other.id_number)


def test_a_checked_identity_stays(follower: Persona):
    with nothing_changes(Person), pytest.raises(IllegalMove):
        declare(follower.actor)


@pytest.mark.parametrize(
    ("name", "number", "wrong"),
    [
        ("司小", NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), {("/id_number", "check_digit")}),
        (" ", NUMBER, {("/real_name", "required")}),
        ("", "", {("/real_name", "required"), ("/id_number", "check_digit")}),
    ],
)
def test_everything_wrong_is_named_at_once(stranger: Persona, name: str, number: str, wrong: set[tuple[str, str]]):
    with nothing_changes(Person), pytest.raises(Invalid) as refusal:
        declare(stranger.actor, name=name, number=number)
    assert {(error.pointer, error.code) for error in refusal.value.errors} == wrong


def test_nobody_declares_for_another(db: None):
    for actor, error in ((Actor.anonymous("r"), NotAuthenticated), (Actor.system("sweep", "r"), NotAuthorised)):
        with nothing_changes(Person), pytest.raises(error):
            declare(actor)
