"""tests / browser / conftest: a Chromium from the machine, a live server with the real role, windows for people."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from crowdfund.accounts.core.languages import Language
from tests.browser.machinery import bank, machinery, screener
from tests.browser.window import Window

__all__ = ["bank", "machinery", "screener"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No Chromium was found: install one (apt-get install chromium), or name its program in CHROMIUM."
VARIANTS = [(language, width) for language in Language for width in (360, 1280)]
LOCALES = {Language.ZH_HANS: "zh-CN", Language.EN: "en-GB"}

Opener = Callable[[], Window]


def chromium() -> str | None:
    """Return the program to run, or None where there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium, skip all browser tests in one line; a build server must have one, so there they fail."""
    if chromium() is not None or os.environ.get("CI") == "true":
        return
    here = Path(__file__).parent
    theirs = [item for item in items if here in item.path.parents]
    if theirs:
        first, *rest = theirs
        first.add_marker(pytest.mark.skip(reason=f"{len(theirs)} browser tests: {MISSING}"))
        items[:] = [item for item in items if item not in rest]
        config.hook.pytest_deselected(items=rest)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for each worker."""
    program = chromium()
    if program is None:
        pytest.fail(MISSING)
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _codes_outlast_a_slow_page(settings: Any) -> None:
    """Let a code that stands on a page still count when the page comes back; when a code ends is proved in accounts."""
    settings.MFA_TOTP_TOLERANCE = 10


@pytest.fixture(params=VARIANTS, ids=lambda variant: f"{variant[0]}-{variant[1]}")
def variant(request: pytest.FixtureRequest) -> tuple[Language, int]:
    """A language and a width in pixels."""
    chosen: tuple[Language, int] = request.param
    return chosen


@pytest.fixture
def open_window(browser: Browser, live_server: Any, variant: tuple[Language, int]) -> Iterator[Opener]:
    """Return what opens a window for somebody new; at the end no window may have had a silent fault."""
    language, width = variant
    windows: list[Window] = []

    def open_one() -> Window:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=LOCALES[language], reduced_motion="reduce"
        )
        window = Window(context, base=live_server.url, language=language.value, width=width)
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.page.context.close()
    assert [fault for window in windows for fault in window.faults] == []


@pytest.fixture
def sign_in(open_window: Opener) -> Callable[..., Window]:
    """Return what signs somebody in by the page, with the one-time code of staff."""

    def enter(email: str, *, password: str, code: str = "") -> Window:
        window = open_window()
        window.go("/accounts/login/")
        window.send(login=email, password=password)
        if code:
            assert "/2fa/authenticate/" in window.path
            window.send(code=code)
        assert window.path == "/"
        return window

    return enter
