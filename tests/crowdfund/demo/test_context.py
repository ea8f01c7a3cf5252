"""What pages of a practice platform show besides, and that none of it is there in production."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from crowdfund.demo.context import practice
from crowdfund.demo.logins import one_time_code
from crowdfund.demo.market import load_market
from crowdfund.demo.people import (
    CHEN,
    EVERYBODY,
    LUO,
    OFFICER,
    OPERATOR,
    PASSWORD,
    SECOND_OFFICER,
    SECOND_OPERATOR,
    TAO,
    Resident,
)
from crowdfund.kernel.clock import system_now
from tests.factories.accounts import PASSWORD as OWN_PASSWORD
from tests.factories.accounts import make_user
from tests.factories.deals import NOW

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<code[^>]*>(\d{6})</code>")


@pytest.fixture
def market() -> None:
    load_market(now=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def forms(text: str, address: str) -> list[dict[str, str]]:
    """Return the hidden fields of each form of a page that posts to an address."""
    found = re.findall(rf'<form method="post" action="{re.escape(address)}">(.*?)</form>', text, re.DOTALL)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in found]


def enter(resident: Resident) -> Client:
    """Sign in by the button of the sign-in page, staff with the code that the next page shows."""
    client = Client()
    (sent,) = [
        form for form in forms(page(client, "/accounts/login/"), "/accounts/login/") if form["login"] == resident.email
    ]
    answer = client.post("/accounts/login/", sent)
    if resident.office:
        assert answer["Location"] == "/accounts/2fa/authenticate/"
        now, _ = CODE.findall(page(client, "/accounts/2fa/authenticate/"))
        answer = client.post("/accounts/2fa/authenticate/", {"code": now})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    return client


def test_the_sign_in_page_has_one_button_for_everybody(market: None):
    sent = forms(page(Client(), "/accounts/login/"), "/accounts/login/")
    assert {form["login"] for form in sent} == {resident.email for resident in EVERYBODY}
    assert {form["password"] for form in sent} == {PASSWORD}


@pytest.mark.parametrize(
    "resident", [CHEN, OFFICER, SECOND_OFFICER, OPERATOR, SECOND_OPERATOR], ids=lambda resident: resident.name
)
def test_one_click_signs_in(market: None, resident: Resident):
    assert resident.label in page(enter(resident), "/")


def test_an_address_asked_for_leads_back_there(market: None):
    text = page(Client(), "/accounts/login/?next=/rounds/")
    assert {form["next"] for form in forms(text, "/accounts/login/")} == {"/rounds/"}


def test_whoever_was_named_stands_first(market: None):
    first, *_ = forms(page(Client(), "/accounts/login/?as=tao"), "/accounts/login/")
    assert first["login"] == TAO.email
    assert len(forms(page(Client(), "/accounts/login/?as=nobody"), "/accounts/login/")) == len(EVERYBODY)


@pytest.mark.usefixtures("held_clock")
def test_a_step_up_shows_the_code_of_who_is_signed_in(market: None):
    client = enter(OFFICER)
    shown = CODE.findall(page(client, "/accounts/2fa/reauthenticate/"))
    assert one_time_code(OFFICER, real_now=system_now()) in shown


def test_nobody_elses_code_is_shown(market: None):
    make_user("own@example.com", has_mfa=True)
    client = Client()
    client.post("/accounts/login/", {"login": "own@example.com", "password": OWN_PASSWORD})
    answer = client.get("/accounts/2fa/authenticate/")
    assert not CODE.findall(answer.content.decode())


def test_a_database_without_the_market_lists_nobody():
    assert forms(page(Client(), "/accounts/login/"), "/accounts/login/") == []


def test_a_platform_that_is_no_sandbox_lists_nobody_and_shows_no_code(market: None, settings: Any):
    settings.IS_SANDBOX = False
    assert practice(RequestFactory().get("/")) == {}  # type: ignore[arg-type]  # it is not looked at
    client = Client()
    text = page(client, "/accounts/login/?as=tao")
    assert forms(text, "/accounts/login/") == []
    assert LUO.email not in text
    assert PASSWORD not in text
    client.post("/accounts/login/", {"login": OFFICER.email, "password": PASSWORD})
    assert not CODE.findall(page(client, "/accounts/2fa/authenticate/"))
    signed_in = Client()
    signed_in.post("/accounts/login/", {"login": CHEN.email, "password": PASSWORD})
    assert "thread__step" not in page(signed_in, "/")
