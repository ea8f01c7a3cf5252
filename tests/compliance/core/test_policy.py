"""Who may read a determination, apply for a certification and decide on one."""

from dataclasses import replace
from uuid import UUID

import pytest

from compliance.core.policy import (
    may_apply_for_certification,
    may_decide_on_certification,
    may_decide_on_screening,
    may_examine_certifications,
    may_read,
    may_run_replay,
    may_see_certification,
)
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


INVESTOR = Actor(
    kind=ActorKind.PERSON, id=ME, request_id="r", roles=frozenset({"investor"}), memberships={}, is_checked=True
)
OFFICER = Actor(
    kind=ActorKind.PERSON, id=ME, request_id="r", roles=frozenset({"officer"}), memberships={}, has_mfa=True
)


@pytest.mark.parametrize(
    "actor",
    [
        replace(INVESTOR, is_checked=False),
        replace(INVESTOR, roles=frozenset({"founder"})),
        replace(INVESTOR, kind=ActorKind.CLIENT),
        OFFICER,
        Actor.anonymous("r"),
        Actor.system("x", "r"),
    ],
)
def test_only_checked_investors_apply_in_person(actor: Actor):
    assert may_apply_for_certification(INVESTOR)
    assert not may_apply_for_certification(actor)


@pytest.mark.parametrize(
    "actor",
    [
        replace(OFFICER, has_mfa=False),
        replace(OFFICER, roles=frozenset({"auditor", "operator", "investor"})),
        replace(OFFICER, kind=ActorKind.CLIENT),
        Actor.anonymous("r"),
        Actor.system("x", "r"),
    ],
)
def test_only_officers_with_a_second_factor_examine_and_decide(actor: Actor):
    assert may_examine_certifications(OFFICER)
    assert may_decide_on_certification(OFFICER, user_id=OTHER)
    assert not may_examine_certifications(actor)
    assert not may_decide_on_certification(actor, user_id=OTHER)


def test_nobody_decides_on_themselves():
    assert not may_decide_on_certification(OFFICER, user_id=ME)


def test_the_applicant_and_the_officers_see_it():
    assert may_see_certification(INVESTOR, user_id=ME)
    assert may_see_certification(OFFICER, user_id=OTHER)
    assert not may_see_certification(INVESTOR, user_id=OTHER)
    assert not may_see_certification(replace(INVESTOR, kind=ActorKind.CLIENT), user_id=ME)


def officer(id: UUID = ME, *, has_mfa: bool = True) -> Actor:
    return replace(person("officer"), id=id, has_mfa=has_mfa)


def test_officers_with_a_second_factor_decide_on_hits_of_others():
    assert may_decide_on_screening(officer(), user_id=OTHER)
    assert not may_decide_on_screening(officer(), user_id=ME)
    assert not may_decide_on_screening(officer(has_mfa=False), user_id=OTHER)
    assert not may_decide_on_screening(person("operator"), user_id=OTHER)


def test_only_the_platform_replays_at_night():
    assert may_run_replay(Actor.system("sweeps", "r"))
    assert not may_run_replay(officer())
