"""Actors: frozen, and without any right that was not given."""

from dataclasses import FrozenInstanceError
from uuid import UUID, uuid4

import pytest

from crowdfund.kernel.actor import Actor, ActorKind


def _person(**known: object) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r-1", **known)  # type: ignore[arg-type]


def test_what_is_not_given_is_denied() -> None:
    person = _person()
    assert not person.has_role("officer")
    assert not person.belongs_to(uuid4())
    assert (person.is_checked, person.has_mfa, person.is_stepped_up) == (False, False, False)
    assert person.scopes == frozenset()


def test_roles_and_memberships_are_told() -> None:
    company = uuid4()
    person = _person(roles=frozenset({"founder"}), memberships={company: "owner"})
    assert person.has_role("founder")
    assert person.belongs_to(company)
    assert person.memberships[company] == "owner"


def test_an_actor_cannot_be_changed() -> None:
    memberships: dict[UUID, str] = {}
    person = _person(memberships=memberships)
    memberships[uuid4()] = "owner"
    assert not person.memberships
    with pytest.raises(TypeError):
        person.memberships[uuid4()] = "owner"  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        person.is_checked = True  # type: ignore[misc]


def test_an_actor_can_be_kept_in_a_set() -> None:
    person = _person(memberships={uuid4(): "owner"})
    assert len({person, person}) == 1


def test_the_same_part_of_the_system_always_has_the_same_id() -> None:
    first, second = Actor.system("seal", "r-1"), Actor.system("seal", "r-2")
    assert first.kind is ActorKind.SYSTEM
    assert first.id == second.id == UUID("2711cf5d-e68b-5bad-9dcf-60dc6319a078")
    assert first.id != Actor.system("drain", "r-1").id
    assert first.roles == frozenset()


def test_an_anonymous_visitor_is_nobody() -> None:
    visitor = Actor.anonymous("r-1")
    assert visitor.kind is ActorKind.ANONYMOUS
    assert visitor.id is None
    assert visitor.request_id == "r-1"


@pytest.mark.parametrize("kind", [ActorKind.PERSON, ActorKind.CLIENT, ActorKind.SYSTEM])
def test_everybody_else_has_an_id(kind: ActorKind) -> None:
    with pytest.raises(ValueError, match="has an id"):
        Actor(kind=kind, id=None, request_id="r-1")


@pytest.mark.parametrize(
    "known",
    [
        {"id": uuid4()},
        {"roles": frozenset({"officer"})},
        {"memberships": {uuid4(): "owner"}},
        {"scopes": frozenset({"events:read"})},
        {"on_behalf_of": uuid4()},
        {"is_checked": True},
    ],
    ids=lambda known: next(iter(known)),
)
def test_nobody_has_no_rights(known: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="nobody"):
        Actor(**{"kind": ActorKind.ANONYMOUS, "id": None, "request_id": "r-1", **known})  # type: ignore[arg-type]
