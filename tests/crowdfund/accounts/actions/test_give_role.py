"""tests / give_role: the shared part of getting a role has no life of its own."""

import pytest

from crowdfund.accounts.actions.give_role import give_role
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import RoleGrant
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.actor import Actor
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import LONG_AGO, make_user


@pytest.mark.django_db(transaction=True)
def test_outside_a_unit_of_work_nothing_is_given():
    user = make_user()
    with nothing_changes(RoleGrant), pytest.raises(OutsideWork):
        give_role(user=user, role=Role.AUDITOR, granted_by=None, now=LONG_AGO)


def test_it_says_whether_the_role_is_new(db: None):
    user = make_user()
    with recorded() as events, unit_of_work(actor=Actor.system("test", "r"), now=LONG_AGO):
        assert give_role(user=user, role=Role.AUDITOR, granted_by=None, now=LONG_AGO)
        assert not give_role(user=user, role=Role.AUDITOR, granted_by=None, now=LONG_AGO)
    assert verbs(events) == ["role.granted"]
