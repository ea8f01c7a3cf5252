"""tests / remove_member: a membership ends."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.remove_member import LastOwner, remove_member
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.models import Membership
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import join
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def remove(persona: Persona, founder: Persona, whom: Persona) -> None:
    assert founder.organisation is not None
    remove_member(actor=persona.actor, now=NOW, organisation_id=founder.organisation.id, user_id=whom.id)


@pytest.fixture
def member(founder: Persona, follower: Persona) -> Persona:
    assert founder.organisation is not None
    join(follower.user, founder.organisation)
    return follower


def test_the_member_is_out_from_the_next_request_on(founder: Persona, member: Persona):
    with recorded() as events:
        remove(founder, founder, member)
    assert member.actor.memberships == {}
    assert Membership.objects.get(user=member.user).left_at == NOW
    assert verbs(events) == ["membership.ended"]
    assert told(events[0]) == {member.id}


def test_a_member_leaves_without_a_notice_to_themselves(founder: Persona, member: Persona):
    with recorded() as events:
        remove(member, founder, member)
    assert told(events[0]) == set()
    assert member.actor.memberships == {}


def test_the_last_owner_stays(founder: Persona, member: Persona):
    with nothing_changes(Membership), pytest.raises(LastOwner):
        remove(founder, founder, founder)


def test_one_of_two_owners_may_leave(founder: Persona, lead: Persona):
    assert founder.organisation is not None
    join(lead.user, founder.organisation, role=MembershipRole.OWNER)
    remove(founder, founder, founder)
    assert founder.actor.memberships == {}


def test_a_member_removes_nobody_else(founder: Persona, member: Persona):
    with nothing_changes(Membership), pytest.raises(NotAuthorised):
        remove(member, founder, founder)


def test_strangers_do_not_learn_that_the_organisation_exists(founder: Persona, member: Persona, lead: Persona):
    with nothing_changes(Membership), pytest.raises(NotFound):
        remove(lead, founder, member)


def test_somebody_who_is_no_member_is_not_found(founder: Persona, lead: Persona):
    with nothing_changes(Membership), pytest.raises(NotFound):
        remove(founder, founder, lead)
