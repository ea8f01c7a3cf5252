"""embedded / sandbox / journal: what a service must not forget, one JSON object a line, on disk before it is said."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """A file of lines that only grows. A last line that a crash cut short was never said to anybody and is dropped."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cut_torn_line()

    def lines(self) -> Iterator[dict[str, Any]]:
        """Every line there is, the oldest first."""
        if self._file.exists():
            with self._file.open(encoding="utf-8") as stream:
                yield from map(json.loads, stream)

    def write(self, *lines: dict[str, Any]) -> None:
        """Add lines, all of them on disk when this returns."""
        text = "".join(json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n" for line in lines)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _cut_torn_line(self) -> None:
        if not self._file.exists():
            return
        content = self._file.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            with self._file.open("r+b") as stream:
                stream.truncate(len(whole))
