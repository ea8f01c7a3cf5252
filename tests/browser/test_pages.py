"""The pages that the slice does not pass, each looked at in both languages and widths."""

from collections.abc import Callable

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from deals.core.states import RoundState
from tests.browser.people import make_officer, make_stranger, one_time_code
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD, make_organisation, make_user
from tests.factories.deals import HALF_FILLED, make_project, make_round
from tests.personas import Persona

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]


def test_the_lists_and_charts_of_a_founder(sign_in: SignIn, variant: tuple[Language, int]):
    user = make_user("alice@example.com", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True, language=variant[0])
    founder = Persona(user, organisation=make_organisation(user))
    project = make_project(founder)
    make_round(founder, terms=HALF_FILLED, project=project)
    submitted = make_round(founder, state=RoundState.SUBMITTED, project=project)
    make_round(founder, state=RoundState.OPEN, project=project)
    elsewhere = make_user("bo@example.com", roles=[Role.FOUNDER], is_checked=True, language=variant[0])
    for _ in range(2):
        make_round(Persona(elsewhere, organisation=make_organisation(elsewhere)), state=RoundState.OPEN)
    window = sign_in(user.email, password=PASSWORD)
    assert window.page.locator("figure.chart").count() == 2
    for path in ("/rounds/", "/rounds/?state=open", "/projects/", f"/projects/{project.id}/", "/compliance/rulebook/"):
        assert window.go(path) == 200
    for path in ("edit", "submit", "open"):
        assert window.go(f"/rounds/{submitted.id}/{path}") == 200


def test_what_an_officer_sees_besides_the_decision(sign_in: SignIn, variant: tuple[Language, int]):
    user = make_user("alice@example.com", roles=[Role.FOUNDER], is_checked=True, language=variant[0])
    approved = make_round(Persona(user, organisation=make_organisation(user)), state=RoundState.APPROVED)
    window = sign_in(make_officer(variant[0]).email, password=PASSWORD, code=one_time_code())
    for path in ("/", "/desk/", "/rounds/", f"/rounds/{approved.id}/", f"/desk/rounds/{approved.id}/approve"):
        assert window.go(path) == 200
    for path in ("", "?day=2020-01-01&release=2", "changes/?earlier=1&later=2", "whatif/?day=2014-08-20"):
        assert window.go(f"/compliance/rulebook/{path}") == 200


def test_what_a_newcomer_sees(sign_in: SignIn, variant: tuple[Language, int]):
    window = sign_in(make_stranger(variant[0]).email, password=PASSWORD)
    for path in ("/", "/rounds/", "/projects/", "/projects/new", "/problems/", "/problems/refused"):
        assert window.go(path) == 200
    assert window.go("/desk/") == 404


def test_what_was_typed_survives_an_expired_session(sign_in: SignIn, variant: tuple[Language, int]):
    user = make_user("alice@example.com", roles=[Role.FOUNDER], is_checked=True, language=variant[0])
    row = make_round(Persona(user, organisation=make_organisation(user)), terms=HALF_FILLED)
    window = sign_in(user.email, password=PASSWORD)
    window.go(f"/rounds/{row.id}/edit")
    window.write(summary="Two production lines, described at length.")
    cookies = [cookie for cookie in window.page.context.cookies() if cookie["name"] != "session"]
    window.page.context.clear_cookies()
    window.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what was read may be written
    window.page.click("main form button:not([name])")
    window.page.wait_for_url("**/accounts/login/**")
    window.send(login=user.email, password=PASSWORD)
    window.go(f"/rounds/{row.id}/edit")
    assert window.page.input_value("[name=summary]") == "Two production lines, described at length."
    assert window.page.locator("[data-kept-note]").is_visible()
