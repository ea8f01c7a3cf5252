"""The calculators in a real browser: rows are added and filled, an answer has its picture, refusals stand at fields."""

from collections.abc import Callable

import pytest

from compliance.core.calculators import CALCULATORS
from crowdfund.accounts.core.languages import Language
from tests.browser.people import make_investor
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]


@pytest.fixture
def window(sign_in: SignIn, variant: tuple[Language, int]) -> Window:
    """An investor who wants to know."""
    return sign_in(make_investor(variant[0]).email, password=PASSWORD)


def press(window: Window, button: str) -> None:
    """Press one of the buttons of the form and look at what comes."""
    with window.page.expect_navigation():
        window.page.locator(f"main form button{button}:not(.visually-hidden)").first.click()
    window.look()


def fill(window: Window, **values: str) -> None:
    """Fill controls whose names have points: two underscores stand for one."""
    for name, value in values.items():
        control = window.page.locator(f'main [name="{name.replace("__", ".")}"]')
        if control.evaluate("element => element.type") == "select-one":
            control.select_option(value)
        else:
            control.fill(value)


def test_every_calculator_is_found_and_looked_at(window: Window):
    window.go("/calculators/")
    for name in CALCULATORS:
        window.go("/calculators/")
        window.follow(f"/calculators/{name}/")


def test_a_share_is_asked_about_mended_and_answered_with_its_limits(window: Window):
    window.go("/calculators/lead-ratio/")
    fill(window, round_target="80,000,000", lead_commitment="much", step_up__to_percent="12")
    press(window, "[name=ask]")
    assert window.page.locator("main .error-summary li").count() == 2
    fill(window, stage="a_b", lead_commitment="2400000", lead_assets="7000000")
    press(window, "[name=ask]")
    assert "4,000,000.00" in window.words
    assert window.page.locator("main figure.chart").count() == 1
    assert window.page.locator("main [name=lead_commitment]").input_value() == "2400000"


def test_a_way_of_money_is_entered_row_by_row_and_drawn(window: Window):
    window.go("/calculators/funding-look-through/")
    fill(window, commitment="6000000", round_target="30000000", nodes__0__id="L", nodes__0__kind="lead")
    for number, (id, kind) in enumerate([("北辰科技", "issuer"), ("X", "third_party")], start=1):
        press(window, "[name=add][value=nodes]")
        fill(window, **{f"nodes__{number}__id": id, f"nodes__{number}__kind": kind})
    edges = [("北辰科技", "X", "loan", "4000000"), ("X", "L", "transfer", "5000000"), ("X", "L", "loan", "1")]
    for number, edge in enumerate(edges):
        press(window, "[name=add][value=edges]")
        fill(
            window,
            **{
                f"edges__{number}__{name}": text
                for name, text in zip(("from", "to", "kind", "amount"), edge, strict=True)
            },
        )
    press(window, "[name=remove][value='edges.2']")
    press(window, "[name=ask]")
    assert "6.67%" in window.words
    assert window.page.locator("main svg .flow-box--refused").count() == 1
    assert window.page.locator("main svg line.flow-line--refused").count() == 2
