"""tests / screening: the sandbox screening provider as a process of its own, as `make run` starts it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crowdfund.embedded.keys import Keys
from crowdfund.embedded.redis import LOOPBACK
from tests.custodian import PATIENCE, wait_for


class SandboxScreener:
    """The provider and its callback address; it keeps its journal while it is stopped."""

    def __init__(self, folder: Path, *, callback: str) -> None:
        self.folder = folder
        self.callback = callback
        self.keys = Keys()
        self.port = _any_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder / "screening.log").read_text()

    def start(self) -> None:
        """Open it and wait until it answers."""
        variables = {
            "CROWDFUND_ENV": "test",
            "SCREENING_PORT": str(self.port),
            "SCREENING_STATE": str(self.folder),
            "SCREENING_CALLBACK": self.callback,
            **self.keys.variables(),
        }
        with (self.folder / "screening.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crowdfund.embedded.screening"],
                env=dict(os.environ) | variables,
                stdout=log,
                stderr=log,
            )
        wait_for(self._answers)

    def stop(self, *, number: signal.Signals = signal.SIGTERM) -> None:
        """End it; what it has said stays in its journal."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def ask(self, method: str, path: str, said: Any = None, *, token: str | None = None) -> tuple[int, Any]:
        """Send a request as the platform does; return status and answer."""
        line = http.client.HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        content = json.dumps(said).encode() if said is not None else None
        headers = {"Authorization": f"Bearer {token or self.keys.screening_token}"}
        try:
            line.request(method, path, body=content, headers=headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def page(self) -> str:
        """Return the page for people, which needs no token."""
        line = http.client.HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        try:
            line.request("GET", "/")
            return line.getresponse().read().decode()
        finally:
            line.close()

    def have_bad_day(self, **faults: bool) -> None:
        """Set the faults."""
        assert self.ask("POST", "/faults", faults)[0] == 200

    def publish(self, version: str) -> None:
        """Make another version of the lists current."""
        assert self.ask("POST", "/lists", {"version": version})[0] == 200

    def say(self, check_id: Any, *, result: str, hits: list[dict[str, Any]] | None = None) -> None:
        """Say something else about a check."""
        assert self.ask("POST", f"/checks/{check_id}/say", {"result": result, "hits": hits or []})[0] == 200

    def messages(self) -> list[dict[str, Any]]:
        """Return everything it has said."""
        found: list[dict[str, Any]] = self.ask("GET", "/results")[1]["messages"]
        return found

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def introduce(settings: Any, screener: SandboxScreener) -> None:
    """Tell the platform of this process where the provider is."""
    settings.SCREENING_URL = screener.url
    settings.SCREENING_TOKEN = screener.keys.screening_token
    settings.SCREENING_WEBHOOK_SECRET = screener.keys.screening_webhook_secret


@pytest.fixture
def screener(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[SandboxScreener]:
    """A provider that knows this test's web server, and a platform that knows the provider."""
    yield from _opened(tmp_path, settings, callback=f"{live_server.url}/callbacks/screening/")


@pytest.fixture
def deaf_screener(tmp_path: Path, settings: Any) -> Iterator[SandboxScreener]:
    """A provider whose callbacks reach nobody."""
    yield from _opened(tmp_path, settings, callback=f"http://{LOOPBACK}:9/callbacks/screening/")


def _opened(folder: Path, settings: Any, *, callback: str) -> Iterator[SandboxScreener]:
    place = folder / "screening"
    place.mkdir()
    opened = SandboxScreener(place, callback=callback)
    opened.start()
    introduce(settings, opened)
    yield opened
    opened.stop()
