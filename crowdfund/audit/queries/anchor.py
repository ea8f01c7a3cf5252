"""audit / queries: reading the anchor file, one line at a time."""

from collections.abc import Iterator
from pathlib import Path

from crowdfund.audit.core.heads import Head, heads_in, latest_head_in

_TAIL = 4_096
"""Bytes at the end of the file in which the latest complete line is found; a line has about 200."""


def anchored_heads(path: Path) -> Iterator[Head]:
    """Return the heads that the anchor holds at the moment of the call; a file that does not exist has none.

    Reading goes line by line, so the file may be of any length.

    :raises DamagedAnchor: while iterating, see `core.heads.heads_in`.
    """
    size = path.stat().st_size if path.exists() else 0
    return heads_in(_lines(path, size))


def _lines(path: Path, size: int) -> Iterator[bytes]:
    if not size:
        return
    with path.open("rb") as file:
        while size > 0:
            line = file.readline(size)
            if not line:
                return
            size -= len(line)
            yield line


def latest_anchored(path: Path) -> Head | None:
    """Return the latest complete head in the anchor, reading only its end."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(file.seek(0, 2) - _TAIL, 0))
        return latest_head_in(file.read())
