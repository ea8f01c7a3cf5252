"""The script that closes open menus, alone: Escape, a press elsewhere, going on with the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SITE = "http://deals.example"
PAGE = """<!doctype html><style>.menu > a {{ position: absolute; left: 20rem }}</style><body>
<details class="menu" id="a"><summary>First</summary><a href="/x">inside</a></details>
<details class="menu" id="b"><summary>Second</summary><a href="/y">within</a></details>
<details id="c"><summary>Text</summary>kept</details><a href="/z">elsewhere</a>{script}"""


@pytest.fixture(params=[True, False], ids=["with the script", "without it"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with two menus and a disclosure that is none."""
    found = finders.find("web/js/menus.js")
    assert isinstance(found, str)
    script = '<script src="/menus.js" defer></script>' if request.param else ""

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(body=Path(found).read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body=PAGE.format(script=script), content_type="text/html")

    context = browser.new_context()
    context.route("**/*", answer)
    tab = context.new_page()
    tab.goto(SITE)
    yield tab
    context.close()


def opened(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("details[open]", "all => all.map(each => each.id)")
    return found


def has_script(page: Page) -> bool:
    return page.locator("script").count() == 1


def test_a_menu_opens_with_and_without_it(page: Page):
    page.click("text=First")
    assert opened(page) == ["a"]
    page.click("text=First")
    assert opened(page) == []


def test_escape_closes_it_and_leaves_the_focus_on_its_name(page: Page):
    page.click("text=First")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    focused = page.evaluate("document.activeElement.textContent")
    assert (opened(page), focused) == (([], "First") if has_script(page) else (["a"], "inside"))


def test_another_menu_or_the_page_closes_it_and_no_other_disclosure(page: Page):
    page.click("text=Text")
    page.click("text=First")
    page.click("text=Second")
    assert opened(page) == (["b", "c"] if has_script(page) else ["a", "b", "c"])
    page.focus("text=elsewhere")
    assert opened(page) == (["c"] if has_script(page) else ["a", "b", "c"])
