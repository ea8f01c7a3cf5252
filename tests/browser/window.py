"""tests / browser: one person's browser, which looks at every page it meets.

A page is looked at when it was reached: its language, that it fits the window, and that axe finds nothing serious.
What goes wrong without being seen (an error in the console, a request that leaves the site) is told at the end.
"""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*$")
_SERIOUS = frozenset({"serious", "critical"})
_axe = Axe()


class Window:
    """A tab of one person, in one language and of one width."""

    looked_at: set[tuple[str, ...]] = set()
    """Pages that axe has seen in this process, by language, width, address without numbers, and heading."""

    def __init__(self, context: BrowserContext, *, base: str, language: str, width: int) -> None:
        self.base, self.language, self.width = base, language, width
        self.faults: list[str] = []
        self.page = context.new_page()
        self._failed: set[str] = set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    @property
    def path(self) -> str:
        """Where the person is now."""
        return self.page.url.removeprefix(self.base)

    @property
    def words(self) -> str:
        """What the page says, as its main part shows it."""
        return self.page.locator("main").inner_text()

    def go(self, path: str) -> int:
        """Open an address of the site and return the status of the answer."""
        response = self.page.goto(f"{self.base}{path}")
        assert response is not None
        self.look()
        return response.status

    def write(self, **values: str) -> None:
        """Fill the fields of the page's form."""
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]").first
            kind = field.evaluate("element => element.type")
            if kind == "select-one":
                field.select_option(value)
            elif kind == "radio":
                self.page.check(f'main [name={name}][value="{value}"]')
            else:
                field.fill(value)

    def send(self, **values: str) -> None:
        """Fill the fields and press the form's button."""
        self.write(**values)
        self._click("main form button:not([name])")

    def follow(self, end_of_address: str) -> None:
        """Click the link of the main part whose address ends so."""
        self._click(f'main a[href$="{end_of_address}"]')

    def has_link(self, end_of_address: str) -> bool:
        """Tell whether the main part links to such an address."""
        return self.page.locator(f'main a[href$="{end_of_address}"]').count() > 0

    def look(self) -> None:
        """Judge the page that is open."""
        heading = self.page.locator("h1").first.inner_text()
        assert self.page.get_attribute("html", "lang") == self.language, self.path
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{self.path} is {wide} px wide in a window of {self.width} px"
        seen = (self.language, str(self.width), _UUID.sub("", self.path), heading)
        if seen in self.looked_at:
            return
        found = _axe.run(self.page).response["violations"]
        serious = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in _SERIOUS]
        assert not serious, f"{self.path}: {serious}"
        self.looked_at.add(seen)

    def _click(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.faults.append(f"off the site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self._failed.add(response.url)

    def _heard(self, message: ConsoleMessage) -> None:
        """Note errors; Chromium also calls a page that answered 404 or 422 an error, which is no fault of the page."""
        place: dict[str, Any] = dict(message.location)
        if message.type in {"error", "warning"} and place.get("url") not in self._failed:
            self.faults.append(f"{message.type}: {message.text}")
