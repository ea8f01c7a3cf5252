"""embedded / screening / server: the provider's HTTP: checks, results, lists, the bad days, and its page of names."""

import hmac
import html
import json
import time
import urllib.parse
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from crowdfund.embedded.screening.names import table
from crowdfund.embedded.screening.provider import Faults, Provider, Rejected

LOOPBACK: Final = "127.0.0.1"
LARGEST_BODY: Final = 65_536
LONGER_THAN_ANYBODY_LISTENS: Final = 30
"""Seconds for which a hanging request waits."""
_RESULTS: Final = ("clear", "hit", "mismatch", "error")


class ProviderServer(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    daemon_threads = True

    def __init__(self, *, port: int, provider: Provider, token: str) -> None:
        super().__init__((LOOPBACK, port), Desk)
        self.provider = provider
        self.token = token


class Desk(BaseHTTPRequestHandler):
    """One request. Without a token there is the page of names (`GET /`) and `GET /healthz`, and nothing else."""

    protocol_version = "HTTP/1.1"
    server: ProviderServer
    timeout = 60

    def do_GET(self) -> None:
        """Read."""
        self._answer(self._read)

    def do_POST(self) -> None:
        """Change."""
        self._answer(self._change)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write one line for each change and none for each look; never a token, a body or a name."""
        if self.command == "POST":
            print(f"{self.command} {urllib.parse.urlsplit(self.path).path} {int(code)} {size}", flush=True)

    def _read(self, path: list[str], query: dict[str, list[str]]) -> tuple[int, Any]:
        match path:
            case ["results"]:
                self._hang()
                lines = self.server.provider.results(query.get("check", ()))
                return 200, {"messages": [{"id": line.id, **line.body} for line in lines]}
            case ["lists"]:
                return 200, {"version": self.server.provider.lists}
            case _:
                raise Rejected(404, "nothing here")

    def _change(self, path: list[str], _: dict[str, list[str]]) -> tuple[int, Any]:
        asked = self._body()
        match path:
            case ["checks"]:
                self._hang()
                check, is_new = self.server.provider.take(asked)
                return (201 if is_new else 200), {"id": check.id}
            case ["checks", check_id, "say"]:
                return 200, {"id": self._say(check_id, asked)}
            case ["lists"]:
                self.server.provider.publish(str(asked.get("version", "")))
                return 200, {"version": self.server.provider.lists}
            case ["faults"]:
                return 200, asdict(self._set_faults(asked))
            case _:
                raise Rejected(404, "nothing here")

    def _hang(self) -> None:
        if self.server.provider.faults.hang:
            time.sleep(LONGER_THAN_ANYBODY_LISTENS)

    def _say(self, check_id: str, asked: dict[str, Any]) -> str:
        result, hits = asked.get("result"), asked.get("hits", [])
        if result not in _RESULTS or not isinstance(hits, list):
            raise Rejected(422, f"result is one of {', '.join(_RESULTS)}, hits a list")
        return self.server.provider.say(check_id, result=result, hits=hits).id

    def _set_faults(self, asked: dict[str, Any]) -> Faults:
        names = set(asdict(Faults()))
        if not set(asked) <= names or not all(isinstance(value, bool) for value in asked.values()):
            raise Rejected(422, f"faults are {', '.join(sorted(names))}, each true or false")
        self.server.provider.set_faults(Faults(**asked))
        return self.server.provider.faults

    def _answer(self, act: Any) -> None:
        try:
            parts = urllib.parse.urlsplit(self.path)
            if self.command == "GET" and parts.path == "/healthz":
                self._send(200, {"state": "ok"})
                return
            if self.command == "GET" and parts.path == "/":
                self._send_page()
                return
            self._require_token()
            path = [part for part in parts.path.split("/") if part]
            self._send(*act(path, urllib.parse.parse_qs(parts.query)))
        except Rejected as refusal:
            self._send(refusal.status, {"error": str(refusal)})

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

    def _send_page(self) -> None:
        rows = "".join(f"<tr><td>{html.escape(name)}<td>{html.escape(meaning)}" for name, meaning in table())
        page = (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Sandbox screening provider</title>"
            "<h1>Sandbox screening provider</h1><p>It looks into no register and no list. These real names, declared"
            " by anybody in the sandbox, give an outcome; everybody else is clear.</p>"
            f"<table><tr><th>Name<th>Outcome{rows}</table>"
            f"<p>Lists: version {html.escape(self.server.provider.lists)}.</p>"
        )
        self._send_bytes(200, page.encode(), kind="text/html; charset=utf-8")

    def _send_bytes(self, status: int, body: bytes, *, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
