"""audit / core: the anchor, a file outside of the database that holds one line for each block's hash.

A chain proves only that it fits together. Whoever can write to the whole table can make another one that fits as
well; the anchor is what they can't reach. One JSON line a block, in order, never rewritten.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crowdfund.audit.core.chain import Header
from crowdfund.audit.core.documents import canonical_json, instant_text

_HASH_LENGTH: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the anchor says of one block. `sealed_at` is for the human reader."""

    number: int
    hash: str
    event_count: int
    sealed_at: str


class DamagedAnchor(ValueError):
    """A line of the anchor can't be read, or the lines do not follow each other."""

    def __init__(self, line_number: int, why: str) -> None:
        super().__init__(f"line {line_number}: {why}")
        self.line_number = line_number


def head_of(header: Header, block_hash: str) -> Head:
    """Return the anchor's words for a block."""
    return Head(
        number=header.number,
        hash=block_hash,
        event_count=header.event_count,
        sealed_at=instant_text(header.sealed_at),
    )


def line_of(head: Head) -> bytes:
    """Return the line, with its line feed, that the anchor keeps for a block."""
    document = {
        "number": head.number,
        "hash": head.hash,
        "event_count": head.event_count,
        "sealed_at": head.sealed_at,
    }
    return canonical_json(document) + b"\n"


def heads_in(lines: Iterable[bytes]) -> Iterator[Head]:
    """Yield the heads of an anchor in order, reading one line at a time.

    A line that was torn by a crash is the beginning of the line after it (the writer repeats it), or the last one;
    both are passed over. A head that is repeated unchanged is yielded once.

    :raises DamagedAnchor: for any other line that can't be read, a gap, or two lines that disagree about a block.
    """
    latest: Head | None = None
    torn: bytes | None = None
    for line_number, line in enumerate(lines, start=1):
        if torn is not None and not line.startswith(torn):
            raise DamagedAnchor(line_number - 1, "it can't be read")
        head = _head_in(line)
        if head is None:
            torn = line.rstrip(b"\n")
            continue
        torn = None
        if latest is None or head.number > latest.number:
            _check_step(latest, head, line_number)
            latest = head
            yield head
        elif head != latest:
            raise DamagedAnchor(line_number, f"it comes back to block {head.number} with other words")


def _check_step(latest: Head | None, head: Head, line_number: int) -> None:
    expected = 1 if latest is None else latest.number + 1
    if head.number != expected:
        raise DamagedAnchor(line_number, f"it speaks of block {head.number} where block {expected} belongs")


def _head_in(line: bytes) -> Head | None:
    """Return the head in a complete line, or nothing when it can't be read."""
    if not line.endswith(b"\n"):
        return None
    try:
        words = json.loads(line)
        head = Head(
            number=int(words["number"]),
            hash=str(words["hash"]),
            event_count=int(words["event_count"]),
            sealed_at=str(words["sealed_at"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
    return head if len(head.hash) == _HASH_LENGTH else None


def latest_head_in(tail: bytes) -> Head | None:
    """Return the head in the latest complete line of the end of an anchor; a torn line behind it is passed over."""
    heads = (_head_in(line) for line in reversed(tail.splitlines(keepends=True)))
    return next((head for head in heads if head is not None), None)
