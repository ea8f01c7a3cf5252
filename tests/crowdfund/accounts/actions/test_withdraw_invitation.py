"""tests / withdraw_invitation: an owner takes an invitation back."""

from datetime import UTC, datetime

import pytest

from crowdfund.accounts.actions.accept_invitation import accept_invitation
from crowdfund.accounts.actions.invite_member import Invited, invite_member
from crowdfund.accounts.actions.withdraw_invitation import withdraw_invitation
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.models import Invitation
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import join
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def invited(founder: Persona, stranger: Persona) -> Invited:
    assert founder.organisation is not None
    return invite_member(
        actor=founder.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        email=stranger.user.email,
        role=MembershipRole.MEMBER,
    )


def withdraw(persona: Persona, founder: Persona, invited: Invited) -> None:
    assert founder.organisation is not None
    withdraw_invitation(
        actor=persona.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        invitation_id=invited.invitation_id,
    )


def test_the_link_is_dead_at_once(founder: Persona, stranger: Persona, invited: Invited):
    with recorded() as events:
        withdraw(founder, founder, invited)
    assert verbs(events) == ["membership.invitation_withdrawn"]
    with pytest.raises(NotFound):
        accept_invitation(actor=stranger.actor, now=NOW, token=invited.token)


def test_it_is_withdrawn_once(founder: Persona, invited: Invited):
    withdraw(founder, founder, invited)
    with nothing_changes(Invitation), pytest.raises(NotFound):
        withdraw(founder, founder, invited)


def test_only_owners_withdraw(founder: Persona, follower: Persona, lead: Persona, invited: Invited):
    assert founder.organisation is not None
    join(follower.user, founder.organisation)
    for persona, error in ((follower, NotAuthorised), (lead, NotFound)):
        with nothing_changes(Invitation), pytest.raises(error):
            withdraw(persona, founder, invited)
