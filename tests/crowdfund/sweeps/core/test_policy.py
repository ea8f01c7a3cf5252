"""tests / sweeps core: who watches, who runs, who moves the clock."""

from uuid import uuid4

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.sweeps.core.policy import may_move_clock, may_run_sweeps, may_watch_sweeps


def somebody(*roles, kind=ActorKind.PERSON, has_mfa=True):
    return Actor(
        kind=kind,
        id=uuid4(),
        roles=frozenset(roles),
        memberships={},
        scopes=frozenset(),
        on_behalf_of=None,
        request_id="tests",
        is_checked=True,
        has_mfa=has_mfa,
        is_stepped_up=True,
    )


PEOPLE = {role: somebody(role) for role in Role}
SYSTEM = Actor.system("sweeps", "tests")
NOBODY = Actor.anonymous("tests")


@pytest.mark.parametrize("role", list(Role))
def test_roles(role):
    actor = PEOPLE[role]
    assert may_watch_sweeps(actor) is (role in {Role.OPERATOR, Role.AUDITOR})
    assert may_move_clock(actor) is (role is Role.OPERATOR)
    assert not may_run_sweeps(actor)


def test_only_the_platform_runs_them():
    assert may_run_sweeps(SYSTEM)
    assert not may_run_sweeps(NOBODY)
    assert not may_move_clock(SYSTEM)
    assert not may_watch_sweeps(NOBODY)


def test_an_operator_without_a_second_factor_and_a_program_do_not_move_the_clock():
    assert not may_move_clock(somebody(Role.OPERATOR, has_mfa=False))
    assert not may_move_clock(somebody(Role.OPERATOR, kind=ActorKind.CLIENT))
