"""tests / accept_invitation: the invited person joins, once, in time, with the right address."""

from datetime import UTC, datetime, timedelta

import pytest

from crowdfund.accounts.actions.accept_invitation import AlreadyMember, InvitationExpired, accept_invitation
from crowdfund.accounts.actions.invite_member import Invited, invite_member
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.models import Invitation, Membership
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthenticated, NotFound
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import join, make_unverified_user
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def invite(founder: Persona, email: str) -> Invited:
    assert founder.organisation is not None
    return invite_member(
        actor=founder.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        email=email,
        role=MembershipRole.MEMBER,
    )


def accept(actor: Actor, token: str, *, now: datetime = NOW):
    return accept_invitation(actor=actor, now=now, token=token)


def test_the_invited_person_joins(founder: Persona, stranger: Persona):
    assert founder.organisation is not None
    invited = invite(founder, stranger.user.email)
    with recorded() as events:
        assert accept(stranger.actor, invited.token) == founder.organisation.id
    assert stranger.actor.memberships == {founder.organisation.id: "member"}
    assert verbs(events) == ["membership.began"]
    assert told(events[0]) == {founder.id}


def test_it_works_once(founder: Persona, stranger: Persona):
    invited = invite(founder, stranger.user.email)
    accept(stranger.actor, invited.token)
    with nothing_changes(Invitation, Membership), pytest.raises(NotFound):
        accept(stranger.actor, invited.token)


def test_it_works_until_the_last_instant_before_it_expires(founder: Persona, stranger: Persona):
    invited = invite(founder, stranger.user.email)
    with nothing_changes(Invitation, Membership), pytest.raises(InvitationExpired):
        accept(stranger.actor, invited.token, now=invited.expires_at)
    assert accept(stranger.actor, invited.token, now=invited.expires_at - timedelta(microseconds=1))


def test_the_link_is_no_good_to_another_address(founder: Persona, stranger: Persona, follower: Persona):
    invited = invite(founder, stranger.user.email)
    with nothing_changes(Invitation, Membership), pytest.raises(NotFound):
        accept(follower.actor, invited.token)


def test_the_address_has_to_be_proved(founder: Persona):
    user = make_unverified_user("soon@example.com")
    invited = invite(founder, user.email)
    unproved = Persona(user).actor
    with nothing_changes(Invitation, Membership), pytest.raises(NotFound):
        accept(unproved, invited.token)


def test_a_member_does_not_join_twice(founder: Persona, stranger: Persona):
    assert founder.organisation is not None
    invited = invite(founder, stranger.user.email)
    join(stranger.user, founder.organisation)
    with nothing_changes(Invitation, Membership), pytest.raises(AlreadyMember):
        accept(stranger.actor, invited.token)


def test_who_left_may_be_invited_again(founder: Persona, stranger: Persona):
    assert founder.organisation is not None
    join(stranger.user, founder.organisation).end(now=NOW)
    invited = invite(founder, stranger.user.email)
    assert accept(stranger.actor, invited.token) == founder.organisation.id


def test_a_guessed_token_opens_nothing(stranger: Persona):
    with nothing_changes(Invitation, Membership), pytest.raises(NotFound):
        accept(stranger.actor, "0" * 64)


def test_nobody_is_asked_to_sign_in(founder: Persona, stranger: Persona):
    invited = invite(founder, stranger.user.email)
    with nothing_changes(Invitation, Membership), pytest.raises(NotAuthenticated):
        accept(Actor.anonymous("r"), invited.token)
