"""One short connection to a service outside, and one error for whatever goes wrong on it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from structlog.testing import capture_logs

from crowdfund.kernel.errors import Conflict
from crowdfund.web import outside
from crowdfund.web.outside import Line


class Away(Conflict):
    code = "service_away"


class Service(BaseHTTPRequestHandler):
    """Answers as the path says, and remembers what was asked."""

    asked: list[tuple[str, str, str, bytes]] = []

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.asked.append((self.command, self.path, self.headers["Authorization"], self.rfile.read(length)))
        status, body = {
            "/under/fine": (200, b'{"a": 1}'),
            "/under/healthz": (200, b"{}"),
            "/under/moved": (302, b"{}"),
            "/under/broken": (500, b"{}"),
            "/under/words": (200, b"not JSON"),
            "/under/long": (200, b'"' + b"x" * 2_000 + b'"'),
        }.get(self.path.partition("?")[0], (404, b"{}"))
        self.send_response(status)
        self.send_header("Location", "/under/fine")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def line() -> Iterator[Line]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Service.asked.clear()
    yield Line(name="service", address=f"http://127.0.0.1:{server.server_port}/under/", token="key", away=Away)
    server.shutdown()
    server.server_close()


def test_the_answer_is_read_and_the_token_sent(line: Line):
    assert line.ask("POST", "/fine", {"b": 2}) == {"a": 1}
    assert line.ask("GET", "/fine?c=3") == {"a": 1}
    assert Service.asked == [
        ("POST", "/under/fine", "Bearer key", b'{"b": 2}'),
        ("GET", "/under/fine?c=3", "Bearer key", b""),
    ]
    assert line.is_reachable()


@pytest.mark.parametrize("path", ["/moved", "/broken", "/words", "/nowhere"])
def test_whatever_goes_wrong_is_one_error(line: Line, path: str):
    with pytest.raises(Away):
        line.ask("GET", path)
    assert len(Service.asked) == 1, "a redirect is not followed"


def test_a_long_answer_is_not_read_to_its_end(line: Line, monkeypatch: pytest.MonkeyPatch):
    assert len(line.ask("GET", "/long")) == 2_000
    monkeypatch.setattr(outside, "_LARGEST_ANSWER", 1_000)
    with pytest.raises(Away):
        line.ask("GET", "/long")


def test_nobody_there_is_the_same_error_and_the_log_keeps_silent_about_what_was_asked():
    line = Line(name="service", address="http://127.0.0.1:9", token="key-20261122", away=Away)
    with capture_logs() as logs, pytest.raises(Away):
        line.ask("POST", "/people/zhang-20261122", {"name": "zhang-20261122"})
    assert not line.is_reachable()
    assert [(entry["event"], entry["service"]) for entry in logs] == [("service_away", "service")]
    assert "20261122" not in str(logs)
