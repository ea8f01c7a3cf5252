"""embedded / throw-away: a PostgreSQL and a Redis that live as long as one command, for tests and checks."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from crowdfund.embedded import postgres, redis
from crowdfund.embedded.child import Child
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys
from crowdfund.embedded.places import Places, make, places_of, remove_outside
from crowdfund.embedded.processes import kill_group, spawn, tied_to_parent

PREFIX = "crowdfund-test-"
PATIENCE = 60.0
"""Seconds a server may take to answer on a machine that is very busy."""


def run_with_servers(project: Path, command: Sequence[str]) -> int:
    """Start both servers in a temporary folder, run `command` with their addresses, stop them, remove everything.

    Returns the exit status of the command, 128 + N when signal N ended it. Ctrl-C reaches the command by itself,
    SIGTERM is passed on.

    :raises CannotStart: a server does not start, or the command can't be executed.
    """
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # the state below it is closed; a disguised server must be able to reach its part of it
    with contextlib.ExitStack() as last:
        last.callback(shutil.rmtree, folder, ignore_errors=True)
        held = last.enter_context((folder / "held").open("w"))
        fcntl.flock(held, fcntl.LOCK_EX)
        places = places_of(project, state=folder / "s")
        make(places)
        last.callback(remove_outside, places)
        environment = last.enter_context(_servers(places))
        return _run(command, environment)


@contextlib.contextmanager
def _servers(places: Places) -> Iterator[dict[str, str]]:
    keys = Keys()
    database = postgres.postgres_of(places, keys, is_throw_away=True)
    queue = redis.redis_of(places, keys, is_throw_away=True)
    queue.initialise()
    database.initialise()
    with (
        _running(replace(queue.child(), stop_signal=signal.SIGKILL), places),
        _running(replace(database.child(), stop_signal=signal.SIGQUIT), places),
    ):
        database.set_up_roles()
        yield {
            "CROWDFUND_ENV": os.environ.get("CROWDFUND_ENV", "test"),
            "DATABASE_URL": database.url(postgres.APP),
            "DATABASE_OWNER_URL": database.url(postgres.OWNER),
            "DATABASE_SUPERUSER_URL": database.url(postgres.SUPERUSER),
            "REDIS_URL": queue.url(),
            "AUDIT_ANCHOR_PATH": str(places.anchors),
            "FILES_PATH": str(places.files),
            **keys.variables(),
        }


@contextlib.contextmanager
def _running(child: Child, places: Places) -> Iterator[None]:
    log = places.logs / f"{child.name}.log"
    with log.open("wb") as output:
        process = spawn(child, folder=places.state, output=output)
    try:
        _wait_until_ready(child, process, log)
        yield
    finally:
        kill_group(process.pid, child.stop_signal)
        process.wait()


def _wait_until_ready(child: Child, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not child.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"{child.name} did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.03)


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    try:
        process = subprocess.Popen(
            command,
            env=dict(os.environ) | environment,
            preexec_fn=tied_to_parent(signal.SIGTERM),
        )
    except OSError as problem:
        raise CannotStart(f"{command[0]} can't be started: {problem.strerror}") from problem
    with _passing_on(process):
        status = process.wait()
    return status if status >= 0 else 128 - status


@contextlib.contextmanager
def _passing_on(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """While the command runs, SIGTERM goes to it; a Ctrl-C has reached it already, from the terminal."""
    handlers = {signal.SIGINT: lambda *_: None, signal.SIGTERM: lambda *_: process.terminate()}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _remove_abandoned() -> None:
    """Remove folders whose owner was killed; a living one holds the lock on its own."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "held").open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
