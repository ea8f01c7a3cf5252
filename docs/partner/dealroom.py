"""docs / partner: how a program talks to the platform and to the sandbox bank; standard library only.

`Program` is a partner's client (OAuth 2.0 client credentials); `Person` is somebody who signs in with a password and,
where their office asks for it, a one-time code. Both speak the same API: JSON in, JSON out, problems as RFC 9457
`application/problem+json`, and an `Idempotency-Key` with everything that changes something.
"""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.cookiejar import CookieJar
from typing import Any

TRIES = 5
"""How often a request is sent that the platform was too busy for; always with the same Idempotency-Key."""

PATIENCE = 180
"""Seconds that we wait for what others do: the bank, the platform's sweeps."""


class Problem(Exception):
    """The platform said no, and why: `code` is for programs, `title`, `detail` and `remedy` are for people.

    The token endpoint alone answers as OAuth 2.0 asks (RFC 6749, section 5.2): there the code is called `error`.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.body = body
        self.code: str = body.get("code") or body.get("error") or ""
        words = [str(body[name]) for name in ("title", "detail", "remedy", "errors") if name in body]
        super().__init__(f"{status} {self.code}: {' '.join(words)}")


class Answer:
    """What came back: the status, the headers, and the JSON body (None without one)."""

    def __init__(self, status: int, headers: Any, text: str) -> None:
        self.status = status
        self.headers = headers
        self.text = text

    @property
    def body(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text) if self.text else None


class Line:
    """A line to one server: keeps its cookies, and turns HTTP errors into answers."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def send(self, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str]) -> Answer:
        """Send one request and return what came back, whatever its status."""
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read().decode())


class Caller:
    """Whoever calls the API. What differs between programs and people is only how they say who they are."""

    def __init__(self, address: str) -> None:
        self.line = Line(address)

    def credentials(self) -> dict[str, str]:
        """Return the headers that say who calls."""
        raise NotImplementedError

    def get(self, path: str) -> Any:
        """Read."""
        return self.call("GET", path).body

    def post(self, path: str, body: object = None, *, key: str = "") -> Any:
        """Change something; a fresh key is made up unless one is given."""
        return self.call("POST", path, body, key=key).body

    def put(self, path: str, body: object, *, key: str = "") -> Any:
        """Replace something."""
        return self.call("PUT", path, body, key=key).body

    def pages(self, path: str) -> Iterator[Any]:
        """Yield every row of a list; each page names the next one, and the last one names none."""
        following: str | None = self.line.address + path
        while following:
            page = self.get(following.removeprefix(self.line.address))
            yield from page["results"]
            following = page["next"]

    def call(self, method: str, path: str, body: object = None, *, key: str = "") -> Answer:
        """Send a request under /api/v1 and return the answer.

        Who is told to come back later (429, 503) sends the same request with the same key again: had the first one
        got through after all, its answer is repeated and nothing happens twice.

        :raises Problem: the platform refuses.
        """
        headers = {"Accept": "application/json", "Accept-Language": "en", **self.credentials()}
        if method != "GET":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
            headers["Content-Type"] = "application/json"
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        answer = self.line.send(method, path, body=sent, headers=headers)
        for _ in range(TRIES - 1):
            if answer.status not in (429, 503):
                break
            time.sleep(int(answer.headers.get("Retry-After") or 1))
            answer = self.line.send(method, path, body=sent, headers=headers)
        if answer.status >= 400:
            raise Problem(answer.status, answer.body)
        return answer


class Program(Caller):
    """A partner's client. It acts for one organisation, within its scopes, and never for a person."""

    def __init__(self, address: str, *, client_id: str, client_secret: str) -> None:
        super().__init__(address)
        self._pair = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._token = ""
        self._ends = 0.0

    def credentials(self) -> dict[str, str]:
        """Return the access token, a new one when the last has (nearly) expired."""
        if time.monotonic() > self._ends - 60:
            self._ask_for_token()
        return {"Authorization": f"Bearer {self._token}"}

    def _ask_for_token(self) -> None:
        answer = self.line.send(
            "POST",
            "/o/token/",
            body=b"grant_type=client_credentials",
            headers={
                "Authorization": f"Basic {self._pair}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        if answer.status != 200:
            raise Problem(answer.status, answer.body)
        self._token = answer.body["access_token"]
        self._ends = time.monotonic() + answer.body["expires_in"]


class Person(Caller):
    """Somebody who acts in person: signs in as in a browser, and calls the API with the session's cookie.

    A request that changes something also repeats the `csrf` cookie in the header `X-CSRFToken`.
    """

    def __init__(self, address: str, *, email: str, password: str, totp_secret: str = "") -> None:
        super().__init__(address)
        self.email = email
        self._password = password
        self._totp_secret = totp_secret

    def credentials(self) -> dict[str, str]:
        """Return the anti-forgery header; the session itself is a cookie."""
        return {"X-CSRFToken": self._csrf(), "Referer": self.line.address}

    def sign_in(self) -> "Person":
        """Sign in, with a one-time code where the account has a second factor, and return the person.

        Officers do this right before they decide: their second factor must have been used in the last five minutes. As
        long as it was, there is nothing to do.
        """
        if self._is_fresh():
            return self
        self.line.cookies.clear()
        self.line.send("GET", "/accounts/login/", headers={})
        self._fill("/accounts/login/", login=self.email, password=self._password)
        if self._totp_secret and not self._is_in():
            self._fill("/accounts/2fa/authenticate/", code=one_time_code(self._totp_secret))
            if not self._is_in():  # each code is good once; somebody has just used this one
                time.sleep(30 - time.time() % 30 + 1)
                self._fill("/accounts/2fa/authenticate/", code=one_time_code(self._totp_secret))
        if not self._is_in():
            raise SystemExit(f"{self.email} could not sign in.")
        return self

    def _is_in(self) -> bool:
        return self._me().status == 200

    def _is_fresh(self) -> bool:
        me = self._me()
        return me.status == 200 and (me.body["is_stepped_up"] or not self._totp_secret)

    def _me(self) -> Answer:
        return self.line.send("GET", "/api/v1/me", headers={"Accept": "application/json"})

    def _fill(self, path: str, **fields: str) -> None:
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": self._csrf(), **fields}).encode()
        self.line.send("POST", path, body=form, headers={"Referer": self.line.address + path})

    def _csrf(self) -> str:
        found = [cookie.value or "" for cookie in self.line.cookies if re.fullmatch(r"(__Host-)?csrf", cookie.name)]
        return found[0] if found else ""


class SandboxBank:
    """The payers' side of the sandbox bank: it lets somebody pay an order, as if from their own account."""

    def __init__(self, address: str, *, token: str) -> None:
        self._line = Line(address)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def pay(self, payment_id: str) -> None:
        """Pay an order as soon as the bank knows it: the platform announces new orders every 15 seconds."""
        wait_for("the bank to know the order", lambda: self._try(payment_id).status != 404)
        answer = self._try(payment_id)
        if answer.status != 200:
            raise SystemExit(f"The bank refuses: {answer.status} {answer.text}")

    def _try(self, payment_id: str) -> Answer:
        return self._line.send("POST", f"/orders/{payment_id}/pay", body=b"{}", headers=self._headers)


def wait_for(what: str, is_there: Callable[[], Any]) -> Any:
    """Ask until there is something, and return it; others need their time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := is_there():
            return found
        time.sleep(1)
    raise SystemExit(f"Waited {PATIENCE} seconds in vain for {what}.")


def refusal(ask: Any) -> Problem:
    """Return the problem that a request runs into; it is an error when it runs into none."""
    try:
        done = ask()
    except Problem as problem:
        return problem
    raise SystemExit(f"This should have been refused: {done}")


def expect(is_so: bool, otherwise: object) -> None:
    """End the script unless what we expect is so."""
    if not is_so:
        raise SystemExit(f"Not as expected: {otherwise}")


def say(words: str) -> None:
    """Tell what happened."""
    print(words, flush=True)


def day_after(day: str) -> str:
    """Return the next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def one_time_code(secret: str) -> str:
    """Return the one-time code of this moment, as an authenticator shows it (RFC 6238: SHA-1, 30 s, six digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
