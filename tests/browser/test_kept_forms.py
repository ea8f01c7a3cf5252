"""The script that keeps half-filled forms, alone: what it keeps, for whom, and when it forgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SITE = "http://deals.example"
FORM = """<!doctype html><body data-person="{person}"><form id="terms" data-keep method="post" action="/{answer}">
<p hidden data-kept-note>put back</p><input type="hidden" name="key" value="1"><input name="title">
<textarea name="summary"></textarea><input type="password" name="secret"><input type="checkbox" name="agreed" value="1">
<button>send</button></form><form data-forget method="post" action="/accepted"><button>sign out</button></form>
<script src="/forms.js" defer></script>"""
PLAIN = '<!doctype html><body{attributes}><script src="/forms.js" defer></script>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab on a site of five pages that needs no server."""
    found = finders.find("web/js/forms.js")
    assert isinstance(found, str)
    pages = {
        "/form": FORM.format(person=7, answer="accepted"),
        "/form?lost": FORM.format(person=7, answer="sign-in"),
        "/form?broken": FORM.format(person=7, answer="problem"),
        "/form?other": FORM.format(person=8, answer="accepted"),
        "/form?again": FORM.format(person=7, answer="form?again") + "<span data-done hidden></span>",
        "/accepted": PLAIN.format(attributes=' data-person="7"'),
        "/sign-in": PLAIN.format(attributes=""),
        "/problem": PLAIN.format(attributes=' data-person="7" data-problem'),
    }

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/forms.js":
            route.fulfill(body=Path(found).read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body=pages[path], content_type="text/html")

    context = browser.new_context()
    context.route("**/*", answer)
    yield context.new_page()
    context.close()


def fill(page: Page, address: str) -> None:
    page.goto(SITE + address)
    page.fill("[name=title]", "Series A")
    page.fill("[name=summary]", "A second line")
    page.fill("[name=secret]", "never kept")
    page.check("[name=agreed]")


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(f"text={button}")


def title_in(page: Page, address: str = "/form") -> str:
    page.goto(SITE + address)
    return page.input_value("[name=title]")


def test_what_was_typed_comes_back_and_is_said(page: Page) -> None:
    fill(page, "/form")
    assert title_in(page) == "Series A"
    assert page.input_value("[name=summary]") == "A second line"
    assert page.is_checked("[name=agreed]")
    assert page.is_visible("[data-kept-note]")


def test_a_password_is_never_kept(page: Page) -> None:
    fill(page, "/form")
    assert "never kept" not in page.evaluate("JSON.stringify(sessionStorage)")
    assert title_in(page) == "Series A"
    assert page.input_value("[name=secret]") == ""


def test_an_accepted_form_is_forgotten(page: Page) -> None:
    fill(page, "/form")
    press(page, "send")
    assert title_in(page) == ""
    assert not page.is_visible("[data-kept-note]")


def test_an_accepted_form_that_is_shown_again_starts_anew(page: Page) -> None:
    fill(page, "/form?again")
    assert title_in(page, "/form?again") == "Series A"
    press(page, "send")
    assert page.input_value("[name=title]") == ""
    assert not page.is_visible("[data-kept-note]")


@pytest.mark.parametrize("address", ["/form?lost", "/form?broken"])
def test_a_lost_session_and_a_fault_of_ours_lose_nothing(page: Page, address: str) -> None:
    fill(page, address)
    press(page, "send")
    assert title_in(page) == "Series A"


def test_another_person_in_the_same_tab_sees_nothing(page: Page) -> None:
    fill(page, "/form")
    assert title_in(page, "/form?other") == ""


def test_signing_out_forgets_everything(page: Page) -> None:
    fill(page, "/form")
    press(page, "sign out")
    assert page.evaluate("sessionStorage.length") == 0
    assert title_in(page) == ""
