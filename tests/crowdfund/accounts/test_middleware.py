"""tests / middleware: who acts, and staff without a second factor."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.urls import reverse

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.middleware import WAY_TO_MFA, ActorMiddleware
from crowdfund.kernel.actor import ActorKind
from tests.factories.accounts import make_user
from tests.personas import Persona, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Role.OFFICER, Role.OPERATOR])
def unready(request: pytest.FixtureRequest) -> Persona:
    return Persona(make_user(roles=[request.param]))


def test_the_actor_is_read_only_when_asked_for_and_only_once(django_assert_num_queries):
    user = make_user()
    request: Any = RequestFactory().get("/")
    request.user, request.request_id, request.session = user, "r1", {}
    ActorMiddleware(lambda given: given)(request)  # type: ignore[arg-type, return-value]
    with django_assert_num_queries(3):
        assert request.actor.id == user.id
        assert request.actor.request_id == "r1"
    with django_assert_num_queries(0):
        assert request.actor.kind is ActorKind.PERSON


def test_a_visitor_is_nobody(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_staff_without_a_second_factor_is_sent_to_set_one_up(unready: Persona):
    for name in (
        "accounts:my_account",
        "accounts:people",
        "accounts:roles",
        "accounts:create_organisation",
        "account_email",
    ):
        response = unready.client.get(reverse(name))
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp")), name


def test_staff_without_a_second_factor_can_do_nothing_by_post(unready: Persona):
    response = unready.submit(reverse("accounts:choose_language"), {"language": "en"})
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))
    unready.user.refresh_from_db()
    assert unready.user.language == "zh-hans"


def test_the_api_says_what_is_missing(unready: Persona):
    response = unready.api.get("/api/v1/me")
    assert (response.status_code, response.json()["code"]) == (403, "second_factor_required")
    assert response.json()["location"] == reverse("mfa_activate_totp")


def test_the_way_to_a_second_factor_is_open(unready: Persona):
    response = unready.client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate")), "first the password, then the factor"
    assert unready.client.get(reverse("account_reauthenticate")).status_code == 200
    assert unready.client.post(reverse("account_logout")).status_code == 302


def test_everybody_else_needs_none(stranger: Persona, auditor: Persona, officer: Persona):
    Authenticator.objects.filter(user=auditor.user).delete()
    for persona in (stranger, auditor, officer):
        assert persona.client.get(reverse("accounts:my_account")).status_code == 200


def test_losing_the_second_factor_closes_the_doors(officer: Persona):
    assert officer.client.get(reverse("accounts:people")).status_code == 200
    Authenticator.objects.filter(user=officer.user).delete()
    assert officer.client.get(reverse("accounts:people")).status_code == 302


def test_every_exception_is_a_route_that_exists():
    for name in WAY_TO_MFA - {"account_confirm_email", "problem_kind"}:
        assert reverse(name)


def test_a_session_of_another_user_proves_nothing(officer: Persona, operator: Persona):
    client = Client()
    signed_in(client, officer.user, used_mfa_at=None)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 9e12}]
    session["account_authentication_methods_user"] = str(operator.user.pk)
    session.save()
    assert client.get(reverse("accounts:roles")).status_code == 403
