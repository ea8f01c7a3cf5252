"""audit / core: how events and blocks are hashed. The format has a version, and an old version is never changed.

Format 1: SHA-256 over one version byte, a word for what is hashed, and the bytes. An event is hashed as its
canonical JSON; a block's content as the hashes of its events in order; a block as the canonical JSON of its header,
which names the hash of the block before it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from crowdfund.audit.core.documents import canonical_json, instant_text

FORMAT_VERSION: Final = 1
GENESIS: Final = "0" * 64
"""What stands as "the block before" in the first block."""


class UnknownFormat(ValueError):
    """A block claims a format that this program does not know; it can't be verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All that a block's hash covers.

    `sealed_at` is real time. `horizon` is a transaction number: every transaction below it had ended when the block
    was made, so an unsealed event that claims a lower one was put in afterwards. `cluster` names the database
    cluster whose transaction numbers these are; a restored copy counts anew.
    """

    format_version: int
    number: int
    previous_hash: str
    event_count: int
    events_hash: str
    earliest_event: UUID
    latest_event: UUID
    sealed_at: datetime
    horizon: int
    cluster: int


def event_hash(document: Mapping[str, Any], *, version: int = FORMAT_VERSION) -> str:
    """Return the hash of one event, given as the plain document of all its columns.

    :raises UnknownFormat: for a version that was never written.
    """
    return _digest(version, b"event", canonical_json(document))


def events_hash(hashes: Iterable[str], *, version: int = FORMAT_VERSION) -> str:
    """Return the hash of a block's content: the hashes of its events in order.

    :raises UnknownFormat: for a version that was never written.
    :raises ValueError: for a hash that is not hexadecimal.
    """
    return _digest(version, b"events", b"".join(bytes.fromhex(each) for each in hashes))


def block_hash(header: Header) -> str:
    """Return the hash by which the next block and the anchor know this block.

    :raises UnknownFormat: for a version that was never written.
    """
    document = {
        "number": header.number,
        "previous_hash": header.previous_hash,
        "event_count": header.event_count,
        "events_hash": header.events_hash,
        "earliest_event": str(header.earliest_event),
        "latest_event": str(header.latest_event),
        "sealed_at": instant_text(header.sealed_at),
        "horizon": header.horizon,
        "cluster": header.cluster,
    }
    return _digest(header.format_version, b"block", canonical_json(document))


def _digest(version: int, kind: bytes, content: bytes) -> str:
    if version != FORMAT_VERSION:
        raise UnknownFormat(f"format {version} is not known, only {FORMAT_VERSION}")
    return hashlib.sha256(bytes([version]) + kind + b"\x00" + content).hexdigest()
