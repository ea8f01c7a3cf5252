"""tests / grant_role: an operator gives a role."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.grant_role import IdentityNotChecked, RoleHeldAlready, SecondFactorMissing, grant_role
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import RoleGrant
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthenticated, NotAuthorised, NotFound, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def grant(actor: Actor, user_id: object, role: Role) -> None:
    grant_role(actor=actor, now=NOW, user_id=user_id, role=role)  # type: ignore[arg-type]


def test_the_user_has_the_role_from_the_next_request_on(operator: Persona):
    colleague = Persona(make_user(has_mfa=True))
    with recorded() as events:
        grant(operator.actor, colleague.id, Role.OFFICER)
    assert colleague.actor.roles == {"officer"}
    given = RoleGrant.objects.get(user=colleague.user)
    assert (given.granted_by_id, given.granted_at) == (operator.id, NOW)
    assert verbs(events) == ["role.granted"]
    assert told(events[0]) == {colleague.id}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR])
def test_staff_needs_a_second_factor_and_a_password(operator: Persona, role: Role):
    for user in (make_user(), make_user(has_mfa=True, password=None)):
        with nothing_changes(RoleGrant), pytest.raises(SecondFactorMissing):
            grant(operator.actor, user.id, role)


@pytest.mark.parametrize("role", [Role.FOUNDER, Role.INVESTOR])
def test_principals_need_a_checked_identity(operator: Persona, stranger: Persona, role: Role):
    with nothing_changes(RoleGrant), pytest.raises(IdentityNotChecked):
        grant(operator.actor, stranger.id, role)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PARTNER])
def test_other_roles_need_an_account_only(operator: Persona, stranger: Persona, role: Role):
    grant(operator.actor, stranger.id, role)
    assert stranger.actor.roles == {role}


def test_a_role_is_held_once(operator: Persona, auditor: Persona):
    with nothing_changes(RoleGrant), pytest.raises(RoleHeldAlready):
        grant(operator.actor, auditor.id, Role.AUDITOR)


def test_never_to_oneself(operator: Persona):
    with nothing_changes(RoleGrant), pytest.raises(NotAuthorised):
        grant(operator.actor, operator.id, Role.OFFICER)


@pytest.mark.parametrize("name", ["founder", "lead", "follower", "stranger", "officer", "auditor", "partner"])
def test_only_operators_grant(personas: dict[str, Persona], name: str):
    someone = make_user()
    with nothing_changes(RoleGrant), pytest.raises(NotAuthorised):
        grant(personas[name].actor, someone.id, Role.AUDITOR)


def test_an_old_second_factor_is_not_enough(operator: Persona, stranger: Persona):
    with nothing_changes(RoleGrant), pytest.raises(StepUpRequired):
        grant(operator.step_down().actor, stranger.id, Role.AUDITOR)


def test_a_deactivated_user_gets_nothing(operator: Persona, stranger: Persona):
    stranger.user.is_active = False
    stranger.user.save()
    with nothing_changes(RoleGrant), pytest.raises(NotFound):
        grant(operator.actor, stranger.id, Role.AUDITOR)


def test_the_system_seats_the_first_operator(db: None):
    first = make_user(has_mfa=True)
    grant(Actor.system("seat_staff", "r"), first.id, Role.OPERATOR)
    assert RoleGrant.objects.get(user=first).granted_by_id is None


def test_nobody_is_asked_to_sign_in(stranger: Persona):
    with nothing_changes(RoleGrant), pytest.raises(NotAuthenticated):
        grant(Actor.anonymous("r"), stranger.id, Role.AUDITOR)
