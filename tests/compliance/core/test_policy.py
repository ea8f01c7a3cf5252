"""Who may read a determination."""

from uuid import UUID

import pytest

from compliance.core.policy import may_read
from crowdfund.kernel.actor import Actor, ActorKind

ME, OTHER, COMPANY = UUID(int=1), UUID(int=2), UUID(int=3)


def person(*roles: str, member_of: UUID | None = None) -> Actor:
    memberships = {member_of: "member"} if member_of else {}
    return Actor(kind=ActorKind.PERSON, id=ME, request_id="r", roles=frozenset(roles), memberships=memberships)


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_the_offices_read_all(role: str):
    assert may_read(person(role), asked_by=OTHER, organisation_id=None)


@pytest.mark.parametrize("role", ["founder", "investor", "operator", "partner"])
def test_other_roles_read_nothing_by_their_role(role: str):
    assert not may_read(person(role), asked_by=OTHER, organisation_id=COMPANY)


def test_whoever_asked_and_their_company_read_it():
    assert may_read(person(), asked_by=ME, organisation_id=None)
    assert may_read(person(member_of=COMPANY), asked_by=OTHER, organisation_id=COMPANY)
    assert not may_read(person(member_of=COMPANY), asked_by=OTHER, organisation_id=OTHER)
    assert not may_read(person(member_of=COMPANY), asked_by=OTHER, organisation_id=None)


def test_a_client_holds_no_office():
    client = Actor(kind=ActorKind.CLIENT, id=ME, request_id="r", roles=frozenset({"officer"}))
    assert not may_read(client, asked_by=OTHER, organisation_id=None)
    assert may_read(client, asked_by=ME, organisation_id=None)


def test_nobody_in_particular_reads_nothing():
    assert not may_read(Actor.anonymous("r"), asked_by=None, organisation_id=None)
    assert may_read(Actor.system("replay", "r"), asked_by=None, organisation_id=None)
