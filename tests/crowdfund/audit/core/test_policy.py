"""audit / core: who may see which event."""

from uuid import UUID

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.audit.core.policy import FEED_SCOPE, may_read_feed, may_release, may_seal, sees_event, sees_everything
from crowdfund.kernel.actor import Actor, ActorKind

ME, OTHER, COMPANY = UUID(int=1), UUID(int=2), UUID(int=3)


def person(*roles: Role, memberships: dict[UUID, str] | None = None) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=ME, request_id="r", roles=frozenset(roles), memberships=memberships or {})


def client(*scopes: str, memberships: dict[UUID, str] | None = None, roles: frozenset[str] = frozenset()) -> Actor:
    return Actor(
        kind=ActorKind.CLIENT,
        id=ME,
        request_id="r",
        scopes=frozenset(scopes),
        memberships=memberships or {},
        roles=roles,
    )


SYSTEM, NOBODY = Actor.system("test", "r"), Actor.anonymous("r")


@pytest.mark.parametrize("role", list(Role))
def test_staff_who_watch_see_everything_and_nobody_else_does(role):
    assert sees_everything(person(role)) == (role in {Role.OFFICER, Role.OPERATOR, Role.AUDITOR})


def test_a_client_never_sees_everything_whatever_role_it_claims():
    assert not sees_everything(client(FEED_SCOPE, roles=frozenset({Role.AUDITOR})))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"actor_id": ME}, True),
        ({"on_behalf_of": ME}, True),
        ({"organisation_id": COMPANY}, True),
        ({"actor_id": OTHER, "organisation_id": OTHER}, False),
        ({}, False),
    ],
)
def test_others_see_what_they_did_what_was_done_for_them_and_what_concerns_their_organisation(columns, expected):
    row = {"actor_id": None, "on_behalf_of": None, "organisation_id": None, **columns}
    assert sees_event(person(memberships={COMPANY: "member"}), **row) is expected
    assert sees_event(client(memberships={COMPANY: "member"}), **row) is expected
    assert sees_event(person(Role.AUDITOR), **row)
    assert not sees_event(NOBODY, **row)


def test_the_feed_is_for_people_and_for_clients_with_its_scope():
    assert may_read_feed(person())
    assert may_read_feed(client(FEED_SCOPE))
    assert not may_read_feed(client("rounds:read"))
    assert not may_read_feed(NOBODY)


def test_only_the_platform_seals_and_operators_release():
    assert may_seal(SYSTEM)
    assert not may_seal(person(*Role))
    assert may_release(SYSTEM)
    assert may_release(person(Role.OPERATOR))
    assert not may_release(person(Role.OFFICER, Role.AUDITOR))
