"""audit / actions: append the hash of each new block to the anchor file outside of the database."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from crowdfund.audit.core.heads import Head, line_of
from crowdfund.audit.queries.anchor import latest_anchored
from crowdfund.audit.queries.chain import block_numbered, blocks_after


class AnchorDisagrees(RuntimeError):
    """The anchor knows another chain than the one in the database; nothing is appended until somebody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorReport:
    """How many heads were appended, and up to which block the anchor reaches now."""

    appended: int
    anchored_until: int


def anchor_heads(*, path: Path) -> AnchorReport:
    """Append every head that the anchor does not hold yet, in order, and force it to the disk.

    The latest line says where to go on, so heads that a crash has kept out are caught up. One writer at a time per
    file. A line torn by a crash stays, and the whole line follows it.

    :raises AnchorDisagrees: when the latest anchored block is missing or has another hash.
    :raises OSError: when the file can't be written; the blocks are sealed all the same.
    """
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        latest = latest_anchored(path)
        _check_agrees(latest)
        number, appended = (latest.number if latest else 0), 0
        if not _ends_with_line(path):
            os.write(descriptor, b"\n")
        for block in blocks_after(number):
            _write_whole(descriptor, line_of(block.head))
            number, appended = block.number, appended + 1
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        _force_directory(path.parent)
    return AnchorReport(appended=appended, anchored_until=number)


def _check_agrees(latest: Head | None) -> None:
    if latest is None:
        return
    block = block_numbered(latest.number)
    if block is None or block.hash != latest.hash:
        raise AnchorDisagrees(f"block {latest.number} was anchored with the hash {latest.hash}")


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size == 0:
            return True
        file.seek(size - 1)
        return file.read(1) == b"\n"


def _write_whole(descriptor: int, line: bytes) -> None:
    """Write a line; a device that takes only a part of it leaves a torn line, which the next run repeats."""
    if os.write(descriptor, line) != len(line):
        raise OSError("the anchor took only a part of a line; is the disk full?")


def _force_directory(directory: Path) -> None:
    """Make a new file's name as durable as its content."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
