"""tests / refuse_person: an officer finds that an identity can't be accepted."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.refuse_person import refuse_person
from crowdfund.accounts.models import Person, RoleGrant
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_person
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def person(stranger: Persona) -> Person:
    return make_person(stranger.user)


def refuse(actor: Persona, person: Person, reason: str = "照片与证件不符") -> None:
    refuse_person(actor=actor.actor, now=NOW, person_id=person.id, reason=reason)


def test_the_person_learns_why(officer: Persona, stranger: Persona, person: Person):
    with recorded() as events:
        refuse(officer, person, reason="  照片与证件不符 ")
    person.refresh_from_db()
    assert (person.state, person.refusal_reason, person.confirmed_at) == ("REFUSED", "照片与证件不符", None)
    assert not stranger.actor.is_checked
    assert stranger.actor.roles == frozenset()
    assert verbs(events) == ["person.refused"]
    assert events[0].reason == "照片与证件不符"
    assert told(events[0]) == {stranger.id}


def test_a_refusal_needs_a_reason(officer: Persona, person: Person):
    with nothing_changes(Person), pytest.raises(Invalid):
        refuse(officer, person, reason="  ")


def test_a_checked_person_is_not_refused_any_more(officer: Persona, follower: Persona):
    with nothing_changes(Person, RoleGrant), pytest.raises(IllegalMove):
        refuse(officer, Person.objects.get(user=follower.user))


def test_an_old_second_factor_is_not_enough(officer: Persona, person: Person):
    with nothing_changes(Person), pytest.raises(StepUpRequired):
        refuse(officer.step_down(), person)


@pytest.mark.parametrize("name", ["founder", "stranger", "operator", "auditor"])
def test_only_officers_refuse(personas: dict[str, Persona], name: str):
    waiting = make_person(personas["partner"].user)
    with nothing_changes(Person), pytest.raises(NotAuthorised):
        refuse(personas[name], waiting)
