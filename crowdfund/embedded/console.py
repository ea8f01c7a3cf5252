"""embedded / console: what the person at the terminal sees, and what the log files keep."""

import contextlib
import os
import time
from collections import deque
from pathlib import Path
from typing import IO

COLOURS = ("36", "33", "35", "32", "34")
"""Terminal colours of the prefixes, by order of appearance: cyan, yellow, magenta, green, blue (ECMA-48)."""

LONGEST_LOG = 5_000_000
"""Bytes after which a log file is put aside at the next start; one older file is kept."""

REMEMBERED_LINES = 40
WIDTH = 8


class Console:
    """Lines on a terminal or in a pipe; a reader that has gone away stops nobody."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._began = time.monotonic()
        self._colours: dict[str, str] = {}
        self._is_coloured = stream.isatty() and not os.environ.get("NO_COLOR")

    def progress(self, text: str) -> None:
        """A step of the start, with the seconds since the beginning."""
        self.line(f"{time.monotonic() - self._began:5.1f} s  {text}")

    def of_child(self, name: str, text: str) -> None:
        """A line a child wrote, or one about it."""
        prefix = f"{name:<{WIDTH}} |"
        if self._is_coloured:
            colour = self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])
            prefix = f"\x1b[{colour}m{prefix}\x1b[0m"
        self.line(f"{prefix} {text}")

    def line(self, text: str = "") -> None:
        """A line as it is."""
        with contextlib.suppress(OSError, ValueError):
            print(text, file=self._stream, flush=True)


class Record:
    """What one child writes: to its log file, to the terminal line by line, and the last lines in memory."""

    def __init__(self, *, name: str, folder: Path, console: Console | None) -> None:
        self.file = folder / f"{name}.log"
        self.last_lines: deque[str] = deque(maxlen=REMEMBERED_LINES)
        self._name = name
        self._console = console
        self._unfinished = b""
        if self.file.exists() and self.file.stat().st_size > LONGEST_LOG:
            self.file.replace(self.file.with_suffix(".old.log"))
        self._log = self.file.open("ab", buffering=0)

    @property
    def is_shown(self) -> bool:
        """Whether the terminal shows these lines as they come."""
        return self._console is not None

    def feed(self, piece: bytes) -> None:
        """Take what was just read from the child, in whatever portions it came."""
        self._log.write(piece)
        *lines, self._unfinished = (self._unfinished + piece).split(b"\n")
        for line in lines:
            self._take(line)

    def close(self) -> None:
        """Take a last line without an end, and close the file."""
        if self._unfinished:
            self._take(self._unfinished)
            self._unfinished = b""
        self._log.close()

    def _take(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        self.last_lines.append(text)
        if self._console:
            self._console.of_child(self._name, text)
