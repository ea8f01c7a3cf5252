"""embedded / lock: one instance for each state folder, and what is left of one whose supervisor was killed."""

import contextlib
import fcntl
import signal
import time
from collections.abc import Iterable, Iterator

from crowdfund.embedded.addresses import Note, Process, read_note
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.places import Places
from crowdfund.embedded.processes import kill_group

SERVERS = frozenset({"postgres", "redis"})
LEFTOVER_PATIENCE = 10.0
STOP_PATIENCE = 90.0
"""Seconds: longer than the patience of the supervisor with all its children together."""


@contextlib.contextmanager
def only_instance(places: Places) -> Iterator[None]:
    """Hold the lock of these places. The kernel gives it up when the process ends, however that happens.

    :raises CannotStart: somebody else holds it.
    """
    with places.lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise CannotStart(_already_running(read_note(places.running))) from problem
        yield


def _already_running(note: Note | None) -> str:
    where = f" at http://localhost:{note.port}" if note and note.supervisor.is_alive else ""
    return f"It is already running{where}, started from this folder in another terminal; `make stop` ends it."


def end_leftovers(places: Places) -> None:
    """End children that outlived a killed supervisor. The servers get time to close their files; the rest is killed."""
    note = read_note(places.running)
    left = {name: process for name, process in note.children.items() if process.is_alive} if note else {}
    for name, process in left.items():
        kill_group(process.pid, signal.SIGINT if name in SERVERS else signal.SIGKILL)
    if not wait_for_end(left.values(), seconds=LEFTOVER_PATIENCE):
        for process in left.values():
            kill_group(process.pid, signal.SIGKILL)


def wait_for_end(processes: Iterable[Process], *, seconds: float) -> bool:
    """Wait until none of them is alive; returns whether that came true in time."""
    watched = list(processes)
    deadline = time.monotonic() + seconds
    while any(process.is_alive for process in watched):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
