"""tests / chaos: a person with a plain HTTP client, who fills the forms of the pages."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass(frozen=True, slots=True)
class Answer:
    """A page after all redirects, with the address it came from; status 0 when nobody answered."""

    status: int
    path: str
    text: str


class _HiddenFields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.found[given.get("name") or ""] = given.get("value") or ""


class Visitor:
    """Keeps cookies; sends each form with the hidden fields of its page, as a browser does."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> Answer:
        return self._open(path)

    def submit(self, path: str, **fields: str) -> Answer:
        """Open the page at `path`, fill its form and send it where it wants to go."""
        page = self.get(path)
        assert page.status == 200, page.text
        form = _form_of(page.text)
        hidden = _HiddenFields()
        hidden.feed(form)
        action = re.search(r'action="([^"]+)"', form.partition(">")[0])
        body = urllib.parse.urlencode({**hidden.found, **fields}).encode()
        return self._open(action[1] if action else path, body)

    def sign_in(self, *, email: str, password: str) -> Answer:
        return self.submit("/accounts/login/", login=email, password=password)

    def _open(self, path: str, body: bytes | None = None) -> Answer:
        request = urllib.request.Request(self._address + path, data=body)  # noqa: S310  (our own address)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, urllib.parse.urlsplit(answer.url).path, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, urllib.parse.urlsplit(refusal.url).path, refusal.read().decode())
        except (urllib.error.URLError, ConnectionError) as nobody:
            return Answer(0, path, str(nobody))


def _form_of(text: str) -> str:
    """The one form of a page that is not part of its frame."""
    forms = re.findall(r'<form class="form".*?</form>', text, flags=re.DOTALL)
    assert len(forms) == 1, text
    form: str = forms[0]
    return form
