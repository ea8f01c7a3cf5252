"""tests / invite_member: an owner invites an address."""

from datetime import UTC, datetime, timedelta

import pytest

from crowdfund.accounts.actions.invite_member import Invited, TooManyInvitations, invite_member
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.core.tokens import MOST_OPEN_INVITATIONS, hash_of
from crowdfund.accounts.models import Invitation
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import join
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def invite(persona: Persona, founder: Persona, email: str = "New@Example.com ") -> Invited:
    assert founder.organisation is not None
    return invite_member(
        actor=persona.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        email=email,
        role=MembershipRole.MEMBER,
    )


def test_it_stores_a_hash_that_lasts_a_week(founder: Persona):
    with recorded() as events:
        invited = invite(founder, founder)
    invitation = Invitation.objects.get(id=invited.invitation_id)
    assert (invitation.email, invitation.role, invitation.mailed_at) == ("new@example.com", "member", None)
    assert invitation.token_hash == hash_of(invited.token) != invited.token
    assert invitation.expires_at == NOW + timedelta(days=7)
    assert verbs(events) == ["membership.invited"]


def test_neither_the_event_nor_the_row_holds_the_token_or_the_event_the_address(founder: Persona):
    with recorded() as events:
        invited = invite(founder, founder)
    assert invited.token not in str(Invitation.objects.values().get())
    written = f"{events[0].before}{events[0].after}{events[0].reason}"
    assert "new@example.com" not in written
    assert invited.token not in written


def test_a_new_invitation_replaces_the_open_one(founder: Persona):
    first, second = invite(founder, founder), invite(founder, founder)
    assert first.token != second.token
    assert list(Invitation.objects.pending().values_list("id", flat=True)) == [second.invitation_id]


def test_a_member_is_not_invited_again(founder: Persona, follower: Persona):
    assert founder.organisation is not None
    join(follower.user, founder.organisation)
    with nothing_changes(Invitation), pytest.raises(Invalid):
        invite(founder, founder, email=follower.user.email)


def test_a_mailing_is_refused(founder: Persona):
    for number in range(MOST_OPEN_INVITATIONS):
        invite(founder, founder, email=f"guest{number}@example.com")
    with nothing_changes(Invitation), pytest.raises(TooManyInvitations):
        invite(founder, founder, email="one.more@example.com")
    again = invite(founder, founder, email="guest7@example.com")
    assert again.expires_at > NOW


def test_a_member_who_is_no_owner_may_not_invite(founder: Persona, follower: Persona):
    assert founder.organisation is not None
    join(follower.user, founder.organisation)
    with nothing_changes(Invitation), pytest.raises(NotAuthorised):
        invite(follower, founder)


@pytest.mark.parametrize("name", ["lead", "stranger", "partner"])
def test_strangers_do_not_learn_that_the_organisation_exists(personas: dict[str, Persona], name: str):
    with nothing_changes(Invitation), pytest.raises(NotFound):
        invite(personas[name], personas["founder"])


@pytest.mark.parametrize("name", ["officer", "operator", "auditor"])
def test_supervisors_see_but_do_not_invite(personas: dict[str, Persona], name: str):
    with nothing_changes(Invitation), pytest.raises(NotAuthorised):
        invite(personas[name], personas["founder"])
