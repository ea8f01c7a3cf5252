"""Who may do what on the way out."""

from uuid import UUID

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from exits.core.policy import (
    may_allocate_window,
    may_answer_window,
    may_elect,
    may_move_exit_money,
    may_propose_window,
    sees_every_exit,
)

COMPANY, SOMEBODY = UUID(int=1), UUID(int=2)


def _person(*roles: Role, member: bool = False, is_checked: bool = True) -> Actor:
    return Actor(
        kind=ActorKind.PERSON,
        id=SOMEBODY,
        request_id="r",
        roles=frozenset(roles),
        memberships={COMPANY: "owner"} if member else {},
        is_checked=is_checked,
    )


PLATFORM = Actor.system("sweep", "r")
PROGRAM = Actor(kind=ActorKind.CLIENT, id=SOMEBODY, request_id="r", memberships={COMPANY: "client"})


def test_checked_members_propose_and_allocate_in_person():
    member = _person(member=True)
    assert may_propose_window(member, organisation_id=COMPANY)
    assert may_allocate_window(member, organisation_id=COMPANY)
    for actor in (_person(), _person(member=True, is_checked=False), PROGRAM, _person(Role.OFFICER)):
        assert not may_propose_window(actor, organisation_id=COMPANY)
        assert not may_allocate_window(actor, organisation_id=COMPANY)


def test_the_platform_allocates_and_proposes_nothing():
    assert may_allocate_window(PLATFORM, organisation_id=COMPANY)
    assert not may_propose_window(PLATFORM, organisation_id=COMPANY)


def test_only_the_holder_elects_in_person():
    assert may_elect(_person(), holder_id=SOMEBODY)
    assert not may_elect(_person(), holder_id=COMPANY)
    assert not may_elect(PROGRAM, holder_id=SOMEBODY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR, Role.AUDITOR])
def test_the_desk_sees_everything(role: Role):
    assert sees_every_exit(_person(role))
    assert not sees_every_exit(_person(Role.INVESTOR))


def test_only_the_named_investor_answers_checked_in_person_and_from_outside():
    investor = _person(Role.INVESTOR)
    assert may_answer_window(investor, organisation_id=COMPANY, buyer_id=SOMEBODY)
    assert not may_answer_window(investor, organisation_id=COMPANY, buyer_id=COMPANY)
    assert not may_answer_window(investor, organisation_id=COMPANY, buyer_id=None)
    for actor in (
        _person(Role.INVESTOR, member=True),
        _person(Role.INVESTOR, is_checked=False),
        _person(),
        PROGRAM,
        PLATFORM,
    ):
        assert not may_answer_window(actor, organisation_id=COMPANY, buyer_id=SOMEBODY)


def test_only_the_platform_follows_the_money():
    assert may_move_exit_money(PLATFORM)
    assert not may_move_exit_money(_person(member=True))
