"""tests / revoke_role: an operator takes a role away."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.grant_role import grant_role
from crowdfund.accounts.actions.revoke_role import revoke_role
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import RoleGrant
from crowdfund.kernel.errors import NotAuthorised, NotFound, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def revoke(persona: Persona, whom: Persona, role: Role = Role.OFFICER) -> None:
    revoke_role(actor=persona.actor, now=NOW, user_id=whom.id, role=role, reason="left the team")


def test_the_role_is_gone_from_the_next_request_on(operator: Persona, officer: Persona):
    with recorded() as events:
        revoke(operator, officer)
    assert officer.actor.roles == frozenset()
    ended = RoleGrant.objects.get(user=officer.user)
    assert (ended.revoked_at, ended.revoked_by_id) == (NOW, operator.id)
    assert verbs(events) == ["role.revoked"]
    assert events[0].reason == "left the team"
    assert told(events[0]) == {officer.id}


def test_it_may_be_given_again_later(operator: Persona, officer: Persona):
    revoke(operator, officer)
    grant_role(actor=operator.actor, now=NOW, user_id=officer.id, role=Role.OFFICER)
    assert officer.actor.roles == {"officer"}
    assert RoleGrant.objects.filter(user=officer.user).count() == 2


def test_a_role_that_is_not_held_is_not_found(operator: Persona, officer: Persona):
    with nothing_changes(RoleGrant), pytest.raises(NotFound):
        revoke(operator, officer, Role.AUDITOR)


def test_an_operator_keeps_their_own_role(operator: Persona):
    with nothing_changes(RoleGrant), pytest.raises(NotAuthorised):
        revoke(operator, operator, Role.OPERATOR)


@pytest.mark.parametrize("name", ["founder", "stranger", "officer", "auditor", "partner"])
def test_only_operators_revoke(personas: dict[str, Persona], name: str):
    with nothing_changes(RoleGrant), pytest.raises(NotAuthorised):
        revoke(personas[name], personas["lead"], Role.INVESTOR)


def test_an_old_second_factor_is_not_enough(operator: Persona, officer: Persona):
    with nothing_changes(RoleGrant), pytest.raises(StepUpRequired):
        revoke(operator.step_down(), officer)
