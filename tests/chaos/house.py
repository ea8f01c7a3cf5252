"""tests / chaos: a whole platform, started as `make run` starts it, in a folder and on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from crowdfund.embedded.addresses import Note, read_note
from crowdfund.embedded.places import Places, places_of
from tests.chaos.visitor import Visitor
from tests.crowdfund.embedded.children import PROJECT, eventually, is_gone

OURS = (
    "DATABASE_",
    "REDIS_",
    "SECRET_KEY",
    "FIELD_KEYS",
    "BLIND_INDEX_KEY",
    "CUSTODIAN_",
    "AUDIT_",
    "CELERY_",
    "PORT",
    "DJANGO_",
)
"""Variables of the test run that would lead the platform to the servers of the tests."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class House:
    """A running platform and everything it says."""

    def __init__(self, state: Path) -> None:
        self.places: Places = places_of(PROJECT, state=state)
        self.port = free_port()
        self.said: list[str] = []
        self._door = subprocess.Popen(
            [sys.executable, "-m", "crowdfund.embedded", "run"],
            cwd=PROJECT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert eventually(lambda: self.has_said("The platform is running at") or self.has_ended, seconds=180), self.text
        assert not self.has_ended, self.text

    def environment(self) -> dict[str, str]:
        """The variables by which a command finds this platform."""
        usual = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return usual | {
            "CROWDFUND_ENV": "local",
            "CROWDFUND_STATE": str(self.places.state),
            "PORT": str(self.port),
        }

    def _listen(self) -> None:
        assert self._door.stdout
        for line in self._door.stdout:
            self.said.append(line.rstrip())

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    @property
    def has_ended(self) -> bool:
        return self._door.poll() is not None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def has_said(self, words: str) -> bool:
        return words in self.text

    def note(self) -> Note:
        note = read_note(self.places.running)
        assert note
        return note

    def visitor(self) -> Visitor:
        return Visitor(self.address)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A management command in a second terminal, which finds the running servers by itself."""
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=PROJECT, env=self.environment(), capture_output=True, text=True
        )

    def kill(self, name: str) -> int:
        """Kill -9 the first process of a child; returns its id."""
        pid = self.note().children[name].pid
        os.kill(pid, signal.SIGKILL)
        return pid

    def is_back(self, name: str, killed: int) -> bool:
        """Whether another process has taken the place of the killed one."""
        child = self.note().children.get(name)
        return child is not None and child.pid != killed and child.is_alive

    def processes(self) -> set[int]:
        """The supervisor and everything it has started, directly or not."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and not is_gone(int(entry.name)):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        found = {self._door.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the supervisor to stop, as Ctrl-C or the machine would; returns its exit status."""
        if not self.has_ended:
            self._door.send_signal(number)
        status = self._door.wait(timeout=120)
        self._listener.join()
        return status
