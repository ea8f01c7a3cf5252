"""tests / custodian: the sandbox bank as a process of its own, as `make run` starts it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crowdfund.embedded.keys import Keys
from crowdfund.embedded.redis import LOOPBACK

PATIENCE = 20.0
"""Seconds for which a busy machine may let us wait."""


class SandboxBank:
    """The bank and its callback address; it keeps its journal while it is stopped."""

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

    def start(self) -> None:
        """Open the bank and wait until it answers."""
        variables = {
            "CROWDFUND_ENV": "test",
            "CUSTODIAN_PORT": str(self.port),
            "CUSTODIAN_STATE": str(self.folder),
            "CUSTODIAN_CALLBACK": self.callback,
            **self.keys.variables(),
        }
        log = (self.folder / "bank.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crowdfund.embedded.custodian"],
            env=dict(os.environ) | variables,
            stdout=log,
            stderr=log,
        )
        log.close()
        wait_for(self._answers)

    def stop(self, *, number: signal.Signals = signal.SIGTERM) -> None:
        """End it; what it has said stays in its journal."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def ask(
        self, method: str, path: str, said: Any = None, *, token: str | None = None, body: bytes | None = None
    ) -> tuple[int, Any]:
        """Send a request as the platform does; return status and answer."""
        line = http.client.HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        content = body if body is not None else json.dumps(said).encode() if said is not None else None
        try:
            line.request(
                method, path, body=content, headers={"Authorization": f"Bearer {token or self.keys.custodian_token}"}
            )
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def pay(self, order_id: Any, **sum_paid: str) -> Any:
        """Let the payer pay, with the sum ordered or another one."""
        status, answer = self.ask("POST", f"/orders/{order_id}/pay", sum_paid)
        assert status == 200, answer
        return answer

    def have_bad_day(self, **faults: bool) -> None:
        """Set the faults."""
        assert self.ask("POST", "/faults", faults)[0] == 200

    def messages(self) -> list[dict[str, Any]]:
        """Return the whole statement."""
        found: list[dict[str, Any]] = self.ask("GET", "/statement")[1]["messages"]
        return found

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False


def wait_for(holds: Any) -> None:
    """Wait until `holds()` does, and fail if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def introduce(settings: Any, bank: SandboxBank) -> None:
    """Tell the platform of this process where the bank is."""
    settings.CUSTODIAN_URL = bank.url
    settings.CUSTODIAN_TOKEN = bank.keys.custodian_token
    settings.CUSTODIAN_WEBHOOK_SECRET = bank.keys.custodian_webhook_secret


@pytest.fixture
def bank(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[SandboxBank]:
    """A bank that knows this test's web server, and a platform that knows the bank."""
    opened = SandboxBank(tmp_path, callback=f"{live_server.url}/callbacks/custodian/")
    opened.start()
    introduce(settings, opened)
    yield opened
    opened.stop()


@pytest.fixture
def deaf_bank(tmp_path: Path, settings: Any) -> Iterator[SandboxBank]:
    """A bank whose callbacks reach nobody."""
    opened = SandboxBank(tmp_path, callback=f"http://{LOOPBACK}:9/callbacks/custodian/")
    opened.start()
    introduce(settings, opened)
    yield opened
    opened.stop()
