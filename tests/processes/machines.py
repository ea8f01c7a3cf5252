"""tests / processes: starts a server, a worker and a bucket on the database and the vault of one test."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connections

from crowdfund.celery import app
from crowdfund.embedded.platform import WEB_FLAGS
from tests.chaos.house import free_port

ROOT = Path(__file__).resolve().parents[2]
STOPPING = "tests.processes.stopping"
PATIENCE = 120.0
"""Seconds for which a busy machine may let somebody wait."""


class Vault:
    """The folder of one test: what stands in it, and what servers leave beside it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.beside, self.note = place / "files", place / "beside", place / "stopped"
        self.beside.mkdir()

    def variables(self, **more: str) -> dict[str, str]:
        """What a process needs to work on this test's rows and files."""
        address = urlsplit(os.environ["DATABASE_URL"])
        return {
            **os.environ,
            "DATABASE_URL": urlunsplit(address._replace(path="/" + connections["default"].settings_dict["NAME"])),
            "FILES_PATH": str(self.folder),
            "TMPDIR": str(self.beside),
            "STOP_NOTE": str(self.note),
            **more,
        }

    def kept(self, part: str) -> list[str]:
        """The names in a part of the vault."""
        place = self.folder / part
        return sorted(each.name for each in place.iterdir()) if place.exists() else []

    def left_beside(self) -> list[str]:
        """What lies where processes put what they need for a moment."""
        return sorted(str(each.relative_to(self.beside)) for each in self.beside.rglob("*") if each.is_file())

    def grow_older(self, seconds: float) -> None:
        """Let everything in the vault have been written so long ago."""
        for each in self.folder.rglob("*"):
            os.utime(each, times=(time.time() - seconds,) * 2)

    def stopped(self) -> int:
        """Wait until a process has come to its step, and return its number."""
        eventually(lambda: self.note.exists() or None, "nobody came to the step")
        return int(self.note.read_text())

    def kill(self) -> int:
        """Wait until a process has come to its step, kill it there, and return its number."""
        number = self.stopped()
        os.kill(number, signal.SIGKILL)
        self.note.unlink()
        return number


def eventually(found: Callable[[], Any], otherwise: str) -> Any:
    """Return what is there at last."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = found()
        if answer is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError(otherwise)


@contextmanager
def worker(variables: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery worker as the platform does, alone in its process so that its number is the worker's."""
    words = ["-m", "celery", "-A", STOPPING, "worker", "--pool", "solo", "--without-gossip", "--without-mingle"]
    with _running([*words, "-l", "WARNING"], variables, log) as process:
        yield process


@contextmanager
def server(variables: Mapping[str, str], log: Path) -> Iterator[int]:
    """Run the web server as the platform does, and yield its port once it answers."""
    port = free_port()
    words = ["-m", "granian", *WEB_FLAGS, "--port", str(port), f"{STOPPING}:application"]
    with _running(words, variables, log):
        eventually(lambda: answers(port) or None, "the server never answered")
        yield port


@contextmanager
def bucket(log: Path) -> Iterator[str]:
    """Run a server that speaks S3, and yield its address."""
    port = free_port()
    with _running(["-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], os.environ, log):
        eventually(lambda: answers(port, "/moto-api/") or None, "the bucket never answered")
        yield f"http://127.0.0.1:{port}"


def answers(port: int, path: str = "/healthz") -> bool:
    """Tell whether a server answers there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def ask_for(task: str) -> None:
    """Send a task to whoever works."""
    app.send_task(task, ignore_result=True)


@contextmanager
def _running(words: list[str], variables: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=dict(variables),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
