"""tests / seat_staff: the first operator gets in."""

import pytest

from crowdfund.accounts.actions.grant_role import SecondFactorMissing
from crowdfund.accounts.actions.seat_staff import seat_staff
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from crowdfund.accounts.queries import actor_of, has_verified_email
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import LONG_AGO, PASSWORD, TOTP_SECRET
from tests.personas import Persona

SYSTEM = Actor.system("seat_staff", "r")


def seat(actor: Actor = SYSTEM, *, secret: str = TOTP_SECRET):
    return seat_staff(
        actor=actor,
        now=LONG_AGO,
        email="First@Example.com",
        password=PASSWORD,
        totp_secret=secret,
        roles=[Role.OPERATOR],
    )


def test_the_account_works_at_once(db: None):
    with recorded() as events:
        user_id = seat()
    actor = actor_of(user_id, request_id="r", is_stepped_up=True)
    assert actor.roles == {"operator"}
    assert actor.has_mfa
    assert has_verified_email(user_id, "first@example.com")
    assert verbs(events) == ["user.joined", "user.second_factor_enrolled", "role.granted"]


def test_without_a_second_factor_nobody_is_seated_as_staff(db: None):
    with nothing_changes(User), pytest.raises(SecondFactorMissing):
        seat(secret="")


def test_only_the_system_seats(operator: Persona):
    with nothing_changes(User), pytest.raises(NotAuthorised):
        seat(operator.actor)
