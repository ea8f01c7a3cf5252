"""tests / queries: who somebody is, at a constant cost, and lists that show nobody too much."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from crowdfund.accounts import queries
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import Person, RoleGrant
from crowdfund.kernel.actor import ActorKind
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.factories.accounts import LONG_AGO, join, make_organisation, make_person, make_user
from tests.personas import Persona


def test_the_actor_is_what_the_rows_say(founder: Persona):
    assert founder.organisation is not None
    actor = queries.actor_of(founder.id, request_id="r1", is_stepped_up=True)
    assert (actor.kind, actor.id, actor.request_id) == (ActorKind.PERSON, founder.id, "r1")
    assert actor.roles == {"founder", "investor"}
    assert actor.memberships == {founder.organisation.id: "owner"}
    assert actor.is_checked
    assert not actor.has_mfa
    assert not actor.is_stepped_up, "nobody steps up without a second factor"


def test_what_has_ended_counts_no_more(founder: Persona):
    assert founder.organisation is not None
    founder.organisation.memberships.get().end(now=LONG_AGO)
    RoleGrant.objects.get(user=founder.user, role=Role.FOUNDER).revoke(revoked_by_id=None, now=LONG_AGO)
    assert founder.actor.memberships == {}
    assert founder.actor.roles == {"investor"}


@pytest.mark.django_db
def test_a_deactivated_or_unknown_user_is_nobody():
    user = make_user(roles=[Role.AUDITOR])
    user.is_active = False
    user.save()
    for user_id in (user.id, uuid4()):
        assert queries.actor_of(user_id, request_id="r", is_stepped_up=True).kind is ActorKind.ANONYMOUS


def test_a_declared_or_refused_identity_is_not_a_checked_one(stranger: Persona, officer: Persona):
    person = make_person(stranger.user)
    assert not stranger.actor.is_checked
    person.refuse(officer_id=officer.id, reason="unreadable", now=LONG_AGO)
    assert not stranger.actor.is_checked


def test_the_cost_is_the_same_for_busy_and_for_idle_people(
    stranger: Persona, founder: Persona, django_assert_num_queries
):
    for _ in range(4):
        join(founder.user, make_organisation())
    for persona in (stranger, founder):
        with django_assert_num_queries(3):
            queries.actor_of(persona.id, request_id="r", is_stepped_up=False)


def test_recovery_codes_alone_are_no_second_factor(officer: Persona):
    Authenticator.objects.filter(user=officer.user, type="totp").delete()
    assert Authenticator.objects.filter(user=officer.user).count() == 1
    assert not queries.has_second_factor(officer.id)
    assert not officer.actor.has_mfa


def test_officers_see_who_waits_longest_first(officer: Persona, follower: Persona):
    late = make_person(make_user(), now=LONG_AGO.replace(month=2))
    early = make_person(make_user())
    assert list(queries.people_to_check(officer.actor)) == [early, late]


@pytest.mark.parametrize("name", ["founder", "stranger", "operator", "auditor", "partner"])
def test_only_officers_see_declared_identities(personas: dict[str, Persona], name: str):
    person = Person.objects.get(user=personas["lead"].user)
    with pytest.raises(NotAuthorised):
        queries.people_to_check(personas[name].actor)
    with pytest.raises(NotAuthorised):
        queries.person_to_check(personas[name].actor, person.id)


def test_an_officer_is_warned_of_a_twin(officer: Persona, stranger: Persona, follower: Persona):
    known = Person.objects.get(user=follower.user)
    assert not queries.person_to_check(officer.actor, known.id).has_twin  # type: ignore[attr-defined]
    twin = make_person(stranger.user, id_number=known.id_number)
    assert queries.person_to_check(officer.actor, twin.id).has_twin  # type: ignore[attr-defined]
    assert queries.is_number_checked(twin.id_number_index, besides=twin.id)
    assert not queries.is_number_checked(known.id_number_index, besides=known.id)


@pytest.mark.parametrize("name", ["founder", "stranger", "officer", "auditor", "partner"])
def test_only_operators_see_roles_and_look_users_up(personas: dict[str, Persona], name: str):
    with pytest.raises(NotAuthorised):
        queries.role_grants_seen_by(personas[name].actor)
    with pytest.raises(NotAuthorised):
        queries.user_with_email(personas[name].actor, "lin@example.com")


def test_an_operator_finds_a_user_in_any_case_and_no_deactivated_one(operator: Persona, lead: Persona):
    assert queries.user_with_email(operator.actor, " LIN@example.com") == lead.id
    lead.user.is_active = False
    lead.user.save()
    with pytest.raises(NotFound):
        queries.user_with_email(operator.actor, "lin@example.com")


def test_invitations_are_for_owners(founder: Persona, follower: Persona, auditor: Persona):
    assert founder.organisation is not None
    join(follower.user, founder.organisation)
    for persona in (follower, auditor):
        assert not queries.invitations_seen_by(persona.actor, founder.organisation.id).exists()


def test_the_members_of_a_hidden_organisation_are_hidden(founder: Persona, stranger: Persona):
    assert founder.organisation is not None
    assert queries.members_seen_by(founder.actor, founder.organisation.id).count() == 1
    assert queries.members_seen_by(stranger.actor, founder.organisation.id).count() == 0
    with pytest.raises(NotFound):
        queries.organisation_seen_by(stranger.actor, founder.organisation.id)


def test_notices_find_their_people(founder: Persona, officer: Persona):
    assert founder.organisation is not None
    retired = make_user(roles=[Role.OFFICER])
    retired.is_active = False
    retired.save()
    assert queries.users_with_role(Role.OFFICER) == [officer.id]
    assert queries.members_of(founder.organisation.id) == [founder.id]
    assert queries.emails_of([founder.id, retired.id]) == {founder.id: "alice@example.com"}
    assert queries.languages_of([founder.id]) == {founder.id: "zh-hans"}
