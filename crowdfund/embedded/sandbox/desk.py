"""embedded / sandbox / desk: the HTTP of a service: who may ask, what a request is, how it is answered."""

import hmac
import json
import urllib.parse
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from crowdfund.embedded.sandbox.letters import Faults, Letters

LOOPBACK: Final = "127.0.0.1"
LARGEST_BODY: Final = 65_536


class Rejected(Exception):
    """The service does not do what it was asked to; `status` is that of the answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class SandboxServer(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    daemon_threads = True

    def __init__(self, *, port: int, desk: type["Desk"], token: str) -> None:
        super().__init__((LOOPBACK, port), desk)
        self.token = token


class Desk(BaseHTTPRequestHandler):
    """One request. Whoever has no token learns that the service is there (`GET /healthz`), and what `home` shows."""

    protocol_version = "HTTP/1.1"
    server: SandboxServer
    timeout = 60

    def read(self, path: list[str], query: dict[str, list[str]]) -> tuple[int, Any]:
        """Return status and content of what was asked for.

        :raises Rejected: there is no such thing.
        """
        raise NotImplementedError

    def change(self, path: list[str], asked: dict[str, Any]) -> tuple[int, Any]:
        """Do what was asked for and return status and content.

        :raises Rejected: it can't be done.
        """
        raise NotImplementedError

    def home(self) -> str | None:
        """Return the page that stands at `/` for everybody, or None."""
        return None

    def do_GET(self) -> None:
        """Read."""
        self._answer()

    def do_POST(self) -> None:
        """Change."""
        self._answer()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write one line for each change and none for each look; never a token, a body, a query or a name."""
        if self.command == "POST":
            print(f"{self.command} {urllib.parse.urlsplit(self.path).path} {int(code)} {size}", flush=True)

    def _answer(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        try:
            page = self.home() if self.command == "GET" and parts.path == "/" else None
            if page is not None:
                self._send_bytes(200, page.encode(), kind="text/html; charset=utf-8")
            else:
                self._send(*self._result_of(parts))
        except Rejected as refusal:
            self._send(refusal.status, {"error": str(refusal)})

    def _result_of(self, parts: urllib.parse.SplitResult) -> tuple[int, Any]:
        if self.command == "GET" and parts.path == "/healthz":
            return 200, {"state": "ok"}
        self._require_token()
        path = [part for part in parts.path.split("/") if part]
        if self.command == "GET":
            return self.read(path, urllib.parse.parse_qs(parts.query))
        return self.change(path, self._body())

    def _require_token(self) -> None:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            self.close_connection = True
            raise Rejected(401, "this needs the platform's token")

    def _body(self) -> dict[str, Any]:
        text = self.headers.get("Content-Length") or "0"
        if not text.isdigit() or int(text) > LARGEST_BODY:
            self.close_connection = True
            raise Rejected(413, f"a body has at most {LARGEST_BODY} bytes and says how many")
        try:
            found = json.loads(self.rfile.read(int(text)) or b"{}")
        except ValueError as problem:
            raise Rejected(400, "the body is not JSON") from problem
        if not isinstance(found, dict):
            raise Rejected(400, "the body is not an object")
        return found

    def _send(self, status: int, content: Any) -> None:
        self._send_bytes(status, json.dumps(content).encode(), kind="application/json")

    def _send_bytes(self, status: int, body: bytes, *, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def set_faults(letters: Letters[Any, Any], asked: dict[str, Any]) -> dict[str, bool]:
    """Make the day of a service worse or better, as asked, and return how bad it is now.

    :raises Rejected: something else than its faults was named.
    """
    kind: type[Faults] = type(letters.faults)
    names = set(asdict(kind()))
    if not set(asked) <= names or not all(isinstance(value, bool) for value in asked.values()):
        raise Rejected(422, f"faults are {', '.join(sorted(names))}, each true or false")
    letters.set_faults(kind(**asked))
    return asdict(letters.faults)
