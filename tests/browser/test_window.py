"""The window's own eyes: each fault that it must notice, made on purpose."""

import pytest

from crowdfund.accounts.core.languages import Language
from tests.browser.conftest import Opener
from tests.browser.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = '<html lang="{language}"><title>T</title><main><h1>{heading}</h1>{body}</main></html>'


@pytest.fixture
def variant() -> tuple[Language, int]:
    """One language and one width are enough for what does not depend on them."""
    return Language.EN, 360


@pytest.fixture
def window(open_window: Opener) -> Window:
    """Return a window on an empty page, where no policy of the site keeps a fault from happening."""
    opened = open_window()
    opened.page.goto("about:blank")
    return opened


def _show(window: Window, body: str, *, language: str = "") -> None:
    window.page.set_content(PAGE.format(language=language or window.language, heading=abs(hash(body)), body=body))


@pytest.mark.parametrize(
    "body",
    ["<img src='data:,'>", "<input>", "<div style='width: 3000px'>wide</div>", "<p style='color: #eee'>faint</p>"],
)
def test_a_bad_page_is_noticed(window: Window, body: str):
    _show(window, "<p>The control is in order.</p>")
    window.look()
    _show(window, body)
    with pytest.raises(AssertionError):
        window.look()


def test_a_page_in_another_language_is_noticed(window: Window):
    _show(window, "<p>Bonjour.</p>", language="fr")
    with pytest.raises(AssertionError):
        window.look()


@pytest.mark.parametrize(
    ("deed", "noticed"),
    [
        ("() => console.error('broken')", "error: broken"),
        ("() => { setTimeout(() => { throw new Error('thrown') }) }", "script: thrown"),
        ("() => fetch('https://elsewhere.example/').catch(() => null)", "off the site: https://elsewhere.example/"),
    ],
)
def test_a_silent_fault_is_noticed(window: Window, deed: str, noticed: str):
    window.page.evaluate(deed)
    window.page.wait_for_timeout(200)
    assert any(fault.startswith(noticed) for fault in window.faults), window.faults
    window.faults.clear()
