"""tests / embedded: children that misbehave on purpose, and the two ways to wait."""

import io
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crowdfund.embedded.child import Child
from crowdfund.embedded.console import Console
from crowdfund.embedded.supervisor import Supervisor

PROJECT = Path(__file__).resolve().parents[3]

STAY = "import signal, sys; print('up', flush=True); signal.sigwait({signal.SIGTERM})"
DEAF = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)\nwhile True: signal.pause()"
)


def python_child(name: str, script: str, **more) -> Child:
    return Child(name=name, command=(sys.executable, "-S", "-c", script), environment=dict(os.environ), **more)


def noting_child(name: str, file: Path, **more) -> Child:
    """Appends `NAME up` when it starts and `NAME down` when it is asked to stop."""
    script = (
        "import signal\n"
        f"note = lambda word: open({str(file)!r}, 'a').write('{name} ' + word + chr(10))\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})\n"
        "note('up')\n"
        "signal.sigwait({signal.SIGTERM})\n"
        "note('down')\n"
    )
    return python_child(name, script, is_ready=lambda: f"{name} up" in text_of(file), **more)


def house_in(folder: Path, **more) -> tuple[Supervisor, io.StringIO]:
    """A supervisor, and what it writes to its terminal."""
    said = io.StringIO()
    more.setdefault("on_change", lambda _: None)
    return Supervisor(folder=folder, logs=folder, console=Console(said), **more), said


def text_of(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def eventually(is_true: Callable[[], bool], *, seconds: float = 20.0) -> bool:
    """Ask again and again; True as soon as it is."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """Whether no such process runs; one that waits to be reaped does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def send(pid: int, number: signal.Signals) -> None:
    os.kill(pid, number)
