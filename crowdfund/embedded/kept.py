"""embedded / kept: one child while it is supervised: its process, its output, the pause before its next start."""

import os
import signal
import subprocess
import time
from pathlib import Path

from crowdfund.embedded.addresses import Process, process_of
from crowdfund.embedded.child import Child
from crowdfund.embedded.console import Record
from crowdfund.embedded.processes import kill_group, spawn

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
"""Seconds between a crash and the next start: doubled after each crash, up to the longest."""

LONG_LIFE = 30.0
"""Seconds after which a child counts as healthy, so that its next crash is treated as the first."""

PORTION = 65_536


class Kept:
    """A child between `start` and `close`."""

    def __init__(self, *, child: Child, record: Record, folder: Path) -> None:
        self.child = child
        self.record = record
        self.starts = 0
        self.due = 0.0
        self._folder = folder
        self._failures = 0
        self._born = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe = -1

    @property
    def pipe(self) -> int:
        """The descriptor its output is read from, -1 while it is not running."""
        return self._pipe

    @property
    def is_running(self) -> bool:
        """Whether there is a process, or one that has ended and was not buried yet."""
        return self._process is not None

    @property
    def identity(self) -> Process | None:
        """The process, in a form others can check."""
        return process_of(self._process.pid) if self._process else None

    def start(self) -> None:
        """Start a process, the first or the next one.

        :raises OSError: the program can't be executed.
        """
        reader, writer = os.pipe()
        try:
            self._process = spawn(self.child, folder=self._folder, output=writer)
        except OSError:
            os.close(reader)
            raise
        finally:
            os.close(writer)
        os.set_blocking(reader, False)
        self._pipe = reader
        self.starts += 1
        self._born = time.monotonic()

    def read(self) -> bool:
        """Take over what it wrote; returns False at the end of its output."""
        try:
            piece = os.read(self._pipe, PORTION)
        except BlockingIOError:
            return True
        self.record.feed(piece)
        return bool(piece)

    def status(self) -> int | None:
        """The exit status once the process has ended (-N for signal N), None before."""
        return self._process.poll() if self._process else None

    def bury(self) -> None:
        """Clean up after a process that has ended: kill its group, which may hold a port, and read its last words."""
        if self._process is None:
            return
        kill_group(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._read_the_rest()
        os.close(self._pipe)
        self._pipe = -1
        self._process = None

    def _read_the_rest(self) -> None:
        while True:
            try:
                piece = os.read(self._pipe, PORTION)
            except BlockingIOError:
                return
            if not piece:
                return
            self.record.feed(piece)

    def pause(self) -> float:
        """After a crash: the seconds until the next start, which is due then."""
        self._failures = 1 if time.monotonic() - self._born > LONG_LIFE else self._failures + 1
        seconds = min(FIRST_PAUSE * (1 << min(self._failures - 1, 16)), LONGEST_PAUSE)
        self.due = time.monotonic() + seconds
        return seconds

    def ask_to_stop(self) -> None:
        """Send the stop signal of this child, to its first process only."""
        if self._process:
            self._process.send_signal(self.child.stop_signal)

    def kill(self) -> None:
        """Kill the whole group at once."""
        if self._process:
            kill_group(self._process.pid, signal.SIGKILL)


def how_it_ended(status: int) -> str:
    """An exit status in words."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"
