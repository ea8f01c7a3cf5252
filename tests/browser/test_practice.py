"""The practice market in a real browser: one click signs in, the code stands on the page, and each sees what to try."""

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.models import User
from crowdfund.demo.market import load_market
from crowdfund.demo.people import CHEN, EVERYBODY, LIN, OFFICER, Resident
from tests.browser.conftest import Opener
from tests.browser.window import Window
from tests.factories.deals import NOW

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def market(variant: tuple[Language, int]) -> None:
    load_market(now=NOW)
    User.objects.update(language=variant[0])


def press(window: Window, selector: str) -> None:
    with window.page.expect_navigation():
        window.page.locator(selector).first.click()
    window.look()


def enter(window: Window, resident: Resident) -> None:
    """Sign in by the button, and with the code that the page shows."""
    press(window, f"#as-{resident.name}")
    if resident.office:
        window.send(code=window.page.locator(".one-time__now").inner_text())
    assert window.path == "/"


def test_a_founder_signs_in_with_one_click_and_hands_over_to_an_investor(market: None, open_window: Opener):
    window = open_window()
    window.go("/")
    assert window.page.locator(".residents__list form").count() == len(EVERYBODY)
    enter(window, CHEN)
    assert window.page.locator("header .legal-day").inner_text().strip()
    press(window, "main .thread__now a")
    assert window.path.endswith("/edit")
    window.go("/")
    press(window, f'main .thread form:has(input[value$="?as={LIN.name}"]) button')
    assert window.path == f"/accounts/login/?as={LIN.name}"
    press(window, "main .resident--wanted button")
    assert window.path == "/"
    press(window, "main .thread__now a")
    assert window.path.endswith("/lead")


def test_an_officer_signs_in_with_the_code_on_the_page(market: None, open_window: Opener):
    window = open_window()
    window.go("/accounts/login/")
    enter(window, OFFICER)
    press(window, "main .thread__now a")
    assert window.path.startswith("/rounds/")
    assert window.go("/desk/") == 200
    assert window.go("/rounds/") == 200


def test_each_page_of_the_market_fits_its_window(market: None, open_window: Opener):
    window = open_window()
    window.go("/")
    enter(window, LIN)
    for path in ("/rounds/", "/payments/", "/subscriptions/", "/exits/"):
        assert window.go(path) == 200
