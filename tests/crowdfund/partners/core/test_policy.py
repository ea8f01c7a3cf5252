"""tests / partners: operators with a second factor decide on clients; auditors look; nobody else knows of them."""

from uuid import UUID

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.partners.core.policy import may_manage_clients, may_see_clients


def somebody(*roles, kind=ActorKind.PERSON, has_mfa=True):
    return Actor(kind=kind, id=UUID(int=1), request_id="r", roles=frozenset(roles), has_mfa=has_mfa)


@pytest.mark.parametrize(
    ("actor", "sees", "manages"),
    [
        (somebody(Role.OPERATOR), True, True),
        (somebody(Role.OPERATOR, has_mfa=False), False, False),
        (somebody(Role.AUDITOR), True, False),
        (somebody(Role.OFFICER, Role.FOUNDER, Role.INVESTOR), False, False),
        (somebody(Role.PARTNER), False, False),
        (somebody(Role.OPERATOR, kind=ActorKind.CLIENT), False, False),
        (Actor.system("a sweep", "r"), False, True),
        (Actor.anonymous("r"), False, False),
    ],
)
def test_who_sees_and_who_manages(actor, sees, manages):
    assert (may_see_clients(actor), may_manage_clients(actor)) == (sees, manages)
