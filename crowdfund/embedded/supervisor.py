"""embedded / supervisor: keeps children alive, shows what they say, and stops them in reverse order.

One thread and one loop: the kernel ties each child to the thread that started it, so there must be no other.
"""

import contextlib
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from crowdfund.embedded.addresses import Process
from crowdfund.embedded.child import Child
from crowdfund.embedded.console import Console, Record
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.kept import Kept, how_it_ended

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HOPELESS = 5
"""Starts of a child that never got ready, after which waiting for it makes no sense."""


class StopAsked(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM: leave what you are doing, everything is stopped."""


class Supervisor:
    """The children of one instance. Use as a context: leaving it stops every child."""

    def __init__(
        self, *, folder: Path, logs: Path, console: Console, on_change: Callable[[Mapping[str, Process]], None]
    ) -> None:
        self._folder = folder
        self._logs = logs
        self._console = console
        self._on_change = on_change
        self._kept: dict[str, Kept] = {}
        self._selector = selectors.DefaultSelector()
        self._stops = 0
        self._is_stopping = False

    def __enter__(self) -> Self:
        self._alarm, self._alarm_end = socket.socketpair()
        for end in (self._alarm, self._alarm_end):
            end.setblocking(False)
        self._former_wakeup = signal.set_wakeup_fd(self._alarm_end.fileno(), warn_on_full_buffer=False)
        self._former = {number: signal.signal(number, self._note_signal) for number in (*STOP_SIGNALS, signal.SIGCHLD)}
        self._selector.register(self._alarm, selectors.EVENT_READ, None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_all()
        signal.set_wakeup_fd(self._former_wakeup)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._selector.close()
        self._alarm.close()
        self._alarm_end.close()

    def _note_signal(self, number: int, _: FrameType | None) -> None:
        if number in STOP_SIGNALS:
            self._stops += 1

    # --- what the door asks for ---

    def keep(self, child: Child) -> None:
        """Start `child` and restart it, with growing pauses, whenever it ends.

        :raises CannotStart: the program can't be executed.
        """
        kept = Kept(child=child, record=self._record_of(child), folder=self._folder)
        self._kept[child.name] = kept
        self._start(kept)

    def wait_until_ready(self, name: str, *, patience: float) -> None:
        """Watch over all children until this one is ready; `patience` is in seconds.

        :raises CannotStart: it took too long, or the child ended again and again.
        :raises StopAsked: somebody wants to stop.
        """
        kept = self._kept[name]
        deadline = time.monotonic() + patience
        while not kept.child.is_ready():
            if kept.starts >= HOPELESS or time.monotonic() > deadline:
                raise CannotStart(_complaint(f"{name} does not get ready", kept.record))
            self._turn(0.05)

    def run_steps(self, *steps: Child) -> list[str]:
        """Run commands side by side, to their end, while watching over the children; returns the last lines they wrote.

        :raises CannotStart: one of them failed.
        :raises StopAsked: somebody wants to stop; the commands are ended.
        """
        running = [Kept(child=step, record=self._record_of(step), folder=self._folder) for step in steps]
        try:
            for step in running:
                self._start(step)
            while any(step.is_running for step in running):
                self._turn(0.5)
                for step in running:
                    self._end_step(step)
            return [line for step in running for line in step.record.last_lines]
        finally:
            for step in running:
                self._discard(step)

    def watch(self) -> None:
        """Watch over the children for ever.

        :raises StopAsked: somebody wants to stop.
        """
        while True:
            self._turn(5.0)

    # --- the loop ---

    def _turn(self, seconds: float) -> None:
        self._listen(seconds)
        for kept in self._kept.values():
            self._look_after(kept)
        if self._stops and not self._is_stopping:
            raise StopAsked

    def _listen(self, seconds: float) -> None:
        """Wait for output, a signal or the next due start, at most so many seconds, and take over what was written."""
        dues = [
            kept.due - time.monotonic() for kept in self._kept.values() if not kept.is_running and not self._is_stopping
        ]
        for key, _ in self._selector.select(max(0.0, min([seconds, *dues]))):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._alarm.recv(4096)
            elif not key.data.read():
                self._selector.unregister(key.fileobj)

    def _look_after(self, kept: Kept) -> None:
        status = kept.status()
        if status is not None:
            self._bury(kept)
            if not self._is_stopping:
                pause = kept.pause()
                self._console.of_child(kept.child.name, f"{how_it_ended(status)}; starting it again in {pause:.1f} s")
        if not kept.is_running and not self._is_stopping and time.monotonic() >= kept.due:
            self._start(kept)

    def _start(self, kept: Kept) -> None:
        try:
            kept.start()
        except OSError as problem:
            raise CannotStart(
                f"{kept.child.name} can't be started: {problem.strerror} ({kept.child.command[0]})"
            ) from problem
        self._selector.register(kept.pipe, selectors.EVENT_READ, kept)
        self._tell()

    def _bury(self, kept: Kept) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(kept.pipe)
        kept.bury()
        self._tell()

    def _tell(self) -> None:
        self._on_change({name: identity for name, kept in self._kept.items() if (identity := kept.identity)})

    def _end_step(self, step: Kept) -> None:
        status = step.status()
        if status is None:
            return
        self._bury(step)
        if status != 0:
            raise CannotStart(_complaint(f"{step.child.name} {how_it_ended(status)}", step.record))

    def _discard(self, step: Kept) -> None:
        if step.is_running:
            step.kill()
            self._bury(step)
        step.record.close()

    def _record_of(self, child: Child) -> Record:
        return Record(name=child.name, folder=self._logs, console=None if child.is_quiet else self._console)

    # --- the end ---

    def _stop_all(self) -> None:
        self._is_stopping = True
        for kept in reversed(self._kept.values()):
            self._stop(kept)
            kept.record.close()

    def _stop(self, kept: Kept) -> None:
        """Ask, wait, and kill when it takes too long or somebody asks a second time."""
        if not kept.is_running:
            return
        self._console.of_child(kept.child.name, "stopping")
        kept.ask_to_stop()
        deadline = time.monotonic() + kept.child.stop_within
        while kept.is_running:
            if self._stops > 1 or time.monotonic() > deadline:
                kept.kill()
            self._turn(0.2)


def _complaint(what: str, record: Record) -> str:
    """What is wrong, where the log is, and the last lines of it, unless the terminal has just shown them."""
    said = "" if record.is_shown else "".join(f"\n    {line}" for line in record.last_lines)
    return f"{what}; its log is {os.path.relpath(record.file)}.{said}"
