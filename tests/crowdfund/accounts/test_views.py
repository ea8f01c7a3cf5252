"""tests / views: the pages of the room, as people use them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crowdfund.accounts.actions.invite_member import invite_member
from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.accounts.models import Invitation, Membership, Organisation, Person, RoleGrant
from crowdfund.db.clock import business_now
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import credit_code, join, make_person, make_user, resident_id
from tests.personas import Persona

DECLARATION = {"real_name": "司小", "id_kind": "RESIDENT_ID", "id_number": resident_id(8)}
PAGES = ["accounts:my_account", "accounts:declare_identity", "accounts:create_organisation", "accounts:choose_language"]


def text_of(response: Any) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def person(stranger: Persona) -> Person:
    return make_person(stranger.user)


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_visitors_are_sent_to_sign_in(client: Client, db: None, name: str):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
def test_everybody_signed_in_may_open_their_own_pages(personas: dict[str, Persona], name: str):
    for persona in personas.values():
        assert persona.client.get(reverse(name)).status_code == 200


def test_my_account_masks_the_number(follower: Persona):
    number = Person.objects.get(user=follower.user).id_number
    page = text_of(follower.client.get(reverse("accounts:my_account")))
    assert number not in page
    assert number[-4:] in page


def test_somebody_declares_who_they_are(stranger: Persona):
    response = stranger.submit(reverse("accounts:declare_identity"), DECLARATION)
    assert (response.status_code, response["Location"]) == (303, reverse("accounts:my_account"))
    assert Person.objects.get(user=stranger.user).state == "DECLARED"


def test_a_wrong_number_keeps_what_was_typed_and_says_so_beside_the_field(stranger: Persona):
    entry = {**DECLARATION, "id_number": "110105194912310021"}
    with nothing_changes(Person):
        response = stranger.submit(reverse("accounts:declare_identity"), entry)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"id_number"}
    assert 'value="司小"' in response.content.decode()
    assert 'value="110105194912310021"' in response.content.decode()


def test_a_checked_person_cannot_declare_again(follower: Persona):
    with nothing_changes(Person):
        assert follower.submit(reverse("accounts:declare_identity"), DECLARATION).status_code == 409


def test_a_second_click_registers_one_organisation(follower: Persona):
    entry = {"name": "青禾", "credit_code": credit_code(77001), "idempotency_key": "k" * 24}
    answers = [follower.client.post(reverse("accounts:create_organisation"), entry) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Organisation.objects.count() == 1


def test_somebody_unchecked_is_told_to_be_checked_first(stranger: Persona):
    page = stranger.client.get(reverse("accounts:create_organisation"))
    assert reverse("accounts:declare_identity") in page.content.decode()
    assert (
        stranger.submit(reverse("accounts:create_organisation"), {"name": "x", "credit_code": "y"}).status_code == 403
    )


def test_a_language_is_chosen_and_spoken_at_once(stranger: Persona):
    response = stranger.submit(reverse("accounts:choose_language"), {"language": "en"})
    assert response.status_code == 303
    assert "My account" in text_of(stranger.client.get(response["Location"]))


class TestOrganisation:
    """The page of an organisation."""

    @pytest.fixture
    def page(self, founder: Persona) -> str:
        assert founder.organisation is not None
        return reverse("accounts:organisation", args=[founder.organisation.id])

    def test_strangers_find_nothing_and_members_find_it(self, personas: dict[str, Persona], page: str):
        found = {name for name, persona in personas.items() if persona.client.get(page).status_code == 200}
        assert found == {"founder", "officer", "operator", "auditor"}
        hidden = personas["stranger"].client.get(page)
        missing = personas["stranger"].client.get(reverse("accounts:organisation", args=[personas["lead"].id]))
        assert hidden.status_code == missing.status_code == 404

    def test_an_owner_invites_and_sees_the_link(self, founder: Persona, page: str):
        response = founder.submit(page, {"email": "guest@example.com", "role": "member"})
        assert (response.status_code, response["Location"]) == (303, page)
        shown = founder.client.get(page).content.decode()
        assert "guest@example.com" in shown
        assert re.search(r"/invitations/[0-9a-f]{64}/", shown)

    def test_others_see_no_invitation_and_send_none(self, founder: Persona, follower: Persona, page: str):
        assert founder.organisation is not None
        founder.submit(page, {"email": "guest@example.com", "role": "member"})
        join(follower.user, founder.organisation)
        assert "guest@example.com" not in follower.client.get(page).content.decode()
        with recorded() as events:
            assert follower.submit(page, {"email": "x@example.com", "role": "owner"}).status_code == 403
        assert verbs(events) == ["access.denied"]
        assert not Invitation.objects.filter(email="x@example.com").exists()

    def test_an_invitation_is_withdrawn(self, founder: Persona, page: str):
        founder.submit(page, {"email": "guest@example.com", "role": "member"})
        invitation = Invitation.objects.get()
        address = reverse("accounts:withdraw_invitation", args=[invitation.organisation_id, invitation.id])
        assert founder.client.get(address).status_code == 200
        assert founder.submit(address).status_code == 303
        assert founder.client.get(address).status_code == 404

    def test_a_member_is_removed_and_the_last_owner_stays(self, founder: Persona, follower: Persona, page: str):
        assert founder.organisation is not None
        join(follower.user, founder.organisation)
        for persona, status in ((follower, 303), (founder, 409)):
            address = reverse("accounts:remove_member", args=[founder.organisation.id, persona.id])
            assert founder.client.get(address).status_code == 200
            assert founder.submit(address).status_code == status
        assert list(Membership.objects.active().values_list("user_id", flat=True)) == [founder.id]
        assert follower.client.get(page).status_code == 404


class TestInvitation:
    """The link of an invitation."""

    @pytest.fixture
    def link(self, founder: Persona, stranger: Persona) -> str:
        assert founder.organisation is not None
        invited = invite_member(
            actor=founder.actor,
            now=business_now(),
            organisation_id=founder.organisation.id,
            email=stranger.user.email,
            role=MembershipRole.MEMBER,
        )
        return reverse("accounts:accept_invitation", args=[invited.token])

    def test_the_invited_person_joins(self, stranger: Persona, founder: Persona, link: str):
        assert founder.organisation is not None
        assert founder.organisation.name in text_of(stranger.client.get(link))
        response = stranger.submit(link)
        assert response["Location"] == reverse("accounts:organisation", args=[founder.organisation.id])
        assert stranger.client.get(response["Location"]).status_code == 200
        assert stranger.client.get(link).status_code == 404

    def test_it_is_nothing_to_anybody_else(self, follower: Persona, link: str):
        assert follower.client.get(link).status_code == 404
        assert follower.submit(link).status_code == 404


class TestPeople:
    """The officers' queue and the decision."""

    def decide(self, officer: Persona, person: Person, **entry: str) -> Any:
        return officer.submit(reverse("accounts:person", args=[person.id]), entry)

    def test_only_officers_may_look(self, personas: dict[str, Persona], person: Person):
        for address in (reverse("accounts:people"), reverse("accounts:person", args=[person.id])):
            allowed = {name for name, persona in personas.items() if persona.client.get(address).status_code == 200}
            assert allowed == {"officer"}, address
            assert personas["founder"].client.get(address).status_code == 403

    def test_an_officer_finds_the_person_in_the_queue_and_checks_them(
        self, officer: Persona, stranger: Persona, person: Person
    ):
        address = reverse("accounts:person", args=[person.id])
        assert address in officer.client.get(reverse("accounts:people")).content.decode()
        assert person.id_number in text_of(officer.client.get(address))
        assert self.decide(officer, person, decision="check")["Location"] == reverse("accounts:people")
        assert stranger.actor.is_checked
        assert "person" not in re.findall(
            r"/people/[0-9a-f-]{36}/", str(officer.client.get(reverse("accounts:people")))
        )

    def test_a_refusal_needs_a_reason_and_reaches_the_person(self, officer: Persona, stranger: Persona, person: Person):
        refusal = self.decide(officer, person, decision="refuse")
        assert (refusal.status_code, set(refusal.context["form"].errors)) == (422, {"reason"})
        assert self.decide(officer, person, decision="refuse", reason="照片与证件不符").status_code == 303
        assert "照片与证件不符" in text_of(stranger.client.get(reverse("accounts:my_account")))

    def test_a_decided_person_shows_no_form(self, officer: Persona, person: Person):
        self.decide(officer, person, decision="check")
        page = officer.client.get(reverse("accounts:person", args=[person.id]))
        assert 'name="decision"' not in page.content.decode()
        assert self.decide(officer, person, decision="refuse", reason="too late").status_code == 409

    def test_without_a_fresh_second_factor_the_form_asks_for_it_first(self, officer: Persona, person: Person):
        address = reverse("accounts:person", args=[person.id])
        response = officer.step_down().client.get(address)
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next={address.replace('/', '%2F')}"

    def test_a_decision_that_comes_too_late_changes_nothing_and_loses_nothing(self, officer: Persona, person: Person):
        officer.step_down()
        before = Person.objects.get(id=person.id).state
        response = self.decide(officer, person, decision="refuse", reason="照片与证件不符")
        assert response.status_code == 403
        assert "照片与证件不符" in response.content.decode()
        assert reverse("mfa_reauthenticate") in response.content.decode()
        assert Person.objects.get(id=person.id).state == before


class TestRoles:
    """The operators' page of roles."""

    def test_only_operators_may_look(self, personas: dict[str, Persona]):
        address = reverse("accounts:roles")
        allowed = {name for name, persona in personas.items() if persona.client.get(address).status_code == 200}
        assert allowed == {"operator"}

    def test_a_role_is_given_and_taken_away(self, operator: Persona, stranger: Persona):
        response = operator.submit(reverse("accounts:roles"), {"email": "SI@example.com", "role": "auditor"})
        assert response.status_code == 303
        assert stranger.actor.roles == {"auditor"}
        address = reverse("accounts:revoke_role", args=[stranger.id, "auditor"])
        assert address in operator.client.get(reverse("accounts:roles")).content.decode()
        assert operator.client.get(address).status_code == 200
        assert operator.submit(address, {"reason": "left"}).status_code == 303
        assert stranger.actor.roles == frozenset()
        assert operator.client.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("entry", "status"),
        [
            ({"email": "nobody@example.com", "role": "auditor"}, 422),
            ({"email": "si@example.com", "role": "king"}, 422),
            ({"email": "si@example.com", "role": "officer"}, 409),
            ({"email": "si@example.com", "role": "investor"}, 409),
            ({"email": "pan@example.com", "role": "officer"}, 403),
        ],
    )
    def test_what_cannot_be_given(self, operator: Persona, stranger: Persona, entry: dict[str, str], status: int):
        before = RoleGrant.objects.count()
        assert operator.submit(reverse("accounts:roles"), entry).status_code == status
        assert RoleGrant.objects.count() == before

    def test_a_revoked_officer_is_refused_on_the_next_request(self, operator: Persona, officer: Persona):
        assert officer.client.get(reverse("accounts:people")).status_code == 200
        operator.submit(reverse("accounts:revoke_role", args=[officer.id, "officer"]), {"reason": "left"})
        assert officer.client.get(reverse("accounts:people")).status_code == 403


@pytest.mark.django_db
def test_a_deactivated_user_is_signed_out_at_once():
    persona = Persona(make_user())
    assert persona.client.get(reverse("accounts:my_account")).status_code == 200
    persona.user.is_active = False
    persona.user.save()
    assert persona.client.get(reverse("accounts:my_account")).status_code == 302
