"""Who may do what on the way out."""

from uuid import UUID

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from exits.core.policy import may_elect, may_open_window, may_settle_window, sees_every_exit

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


def test_checked_members_open_and_settle_in_person():
    member = _person(member=True)
    assert may_open_window(member, organisation_id=COMPANY)
    assert may_settle_window(member, organisation_id=COMPANY)
    for actor in (_person(), _person(member=True, is_checked=False), PROGRAM, _person(Role.OFFICER)):
        assert not may_open_window(actor, organisation_id=COMPANY)
        assert not may_settle_window(actor, organisation_id=COMPANY)


def test_the_platform_settles_and_opens_nothing():
    assert may_settle_window(PLATFORM, organisation_id=COMPANY)
    assert not may_open_window(PLATFORM, organisation_id=COMPANY)


def test_only_the_holder_elects_in_person():
    assert may_elect(_person(), holder_id=SOMEBODY)
    assert not may_elect(_person(), holder_id=COMPANY)
    assert not may_elect(PROGRAM, holder_id=SOMEBODY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR, Role.AUDITOR])
def test_the_desk_sees_everything(role: Role):
    assert sees_every_exit(_person(role))
    assert not sees_every_exit(_person(Role.INVESTOR))
