"""tests / stepup: how long a second factor counts, and where somebody is sent to use it."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.urls import reverse

from crowdfund.accounts.queries import actor_of
from crowdfund.accounts.stepup import is_stepped_up, step_up_address
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthenticated
from tests.factories.accounts import make_user
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def request_of(user: Any, *records: dict[str, Any]) -> Any:
    request: Any = RequestFactory().get("/")
    request.user = user
    request.session = {
        "account_authentication_methods": list(records),
        "account_authentication_methods_user": str(user.pk),
    }
    return request


@pytest.mark.usefixtures("held_clock")
@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], False),
        ([("password", 0)], False),
        ([("mfa", 0)], True),
        ([("mfa", 299)], True),
        ([("mfa", 301)], False),
        ([("mfa", 3600), ("mfa", 10)], True),
        ([("mfa", 400), ("password", 1)], False),
        ([("mfa", -60)], False),
    ],
)
def test_only_a_second_factor_of_the_last_five_minutes_counts(records: list[tuple[str, int]], expected: bool):
    now = time.time()
    given = [{"method": method, "at": now - age} for method, age in records]
    assert is_stepped_up(request_of(make_user(), *given)) is expected


def test_a_sign_in_with_the_second_factor_counts_until_it_is_too_old(officer: Persona):
    address = reverse("accounts:roles")
    assert officer.client.get(reverse("accounts:people")).status_code == 200
    started = time.time()
    with time_machine.travel(started + 301, tick=False):
        assert officer.client.get("/api/v1/me").json()["is_stepped_up"] is False
    with time_machine.travel(started + 200, tick=False):
        assert officer.client.get("/api/v1/me").json()["is_stepped_up"] is True
    assert officer.client.get(address).status_code == 403


def test_everybody_is_sent_to_what_they_have():
    codes, keys, none = make_user(has_mfa=True), make_user(has_mfa=True), make_user()
    Authenticator.objects.filter(user=keys, type="totp").update(type="webauthn")
    pages = []
    for user in (codes, keys, none):
        request = request_of(user)
        request.actor = actor_of(user.id, request_id="r", is_stepped_up=False)
        address = urlsplit(step_up_address(request, then="/roles/?x=1&y=2"))
        assert parse_qs(address.query) == {"next": ["/roles/?x=1&y=2"]}
        pages.append(address.path)
    assert pages == [
        reverse("mfa_reauthenticate"),
        reverse("mfa_reauthenticate_webauthn"),
        reverse("mfa_activate_totp"),
    ]


def test_nobody_has_nowhere_to_go():
    request: Any = RequestFactory().get("/")
    request.actor = Actor.anonymous("r")
    with pytest.raises(NotAuthenticated):
        step_up_address(request, then="/")
