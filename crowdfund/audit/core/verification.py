"""audit / core: walking the chain beside its anchor, and naming the first row that is not as it was sealed.

Everything here works on one block at a time. Rows come from a query, heads from a file; neither is trusted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from crowdfund.audit.core.chain import GENESIS, Header, UnknownFormat, block_hash, event_hash, events_hash
from crowdfund.audit.core.heads import DamagedAnchor, Head

TRANSACTION_WINDOW: Final = timedelta(hours=1)
"""How much older than the newest block an event may be that this block did not see, because its transaction was
still open. Assumes: no transaction that records an event stays open longer; a unit of work is bounded to seconds."""


class Tampering(StrEnum):
    """What was done to a row."""

    EDITED = "edited"
    REMOVED = "removed"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    CUT_OFF = "cut off at the end"
    REPLACED = "replaced as a whole chain"
    ANCHOR = "anchor damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """The first bad row: which one, what happened to it, and how one can tell.

    `block` and `position` say where it stands, or should; `event` is its id where one is known.
    """

    kind: Tampering
    what: str
    block: int | None = None
    position: int | None = None
    event: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sealed event as it stands in the database now. `document` holds all its columns as they are hashed."""

    position: int
    event: UUID
    sequence: int
    recorded_at: datetime
    transaction: int
    sealed_hash: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBlock:
    """One block with its rows in the order of their positions; a row whose event is gone is missing."""

    header: Header
    hash: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a walk came: blocks and events that were as they were sealed, and the newest block the anchor knows."""

    blocks: int = 0
    events: int = 0
    anchored_until: int = 0
    newest: Header | None = None


Elsewhere = Callable[[str], bool]
"""Tells whether some seal, anywhere, holds this hash: then an event stands in another one's place."""


def walk(
    blocks: Iterable[SealedBlock], heads: Iterator[Head], *, is_sealed_elsewhere: Elsewhere
) -> tuple[Tally, Flaw | None]:
    """Compare the chain with itself and with the anchor; return how far it was good and the first flaw.

    Blocks come in ascending order. Memory: one block.
    """
    tally, previous, previous_hash = Tally(), None, GENESIS
    for block in blocks:
        flaw = _flaw_in(block, previous, previous_hash, is_sealed_elsewhere)
        if flaw is not None:
            return tally, flaw
        try:
            head = next(heads, None)
        except DamagedAnchor as error:
            return tally, Flaw(kind=Tampering.ANCHOR, what=str(error))
        flaw = _flaw_against(head, block)
        if flaw is not None:
            return tally, flaw
        tally = replace(
            tally,
            blocks=tally.blocks + 1,
            events=tally.events + len(block.rows),
            anchored_until=head.number if head is not None else tally.anchored_until,
            newest=block.header,
        )
        previous, previous_hash = block.header, block.hash
    return tally, _flaw_behind(tally, heads)


def is_backdated(*, recorded_at: datetime, transaction: int, cluster: int, behind: Header) -> bool:
    """Tell whether an event that the block `behind` did not contain claims to be older than that block allows.

    A transaction number below the horizon belongs to a transaction that had ended, so the block would have held its
    events. The numbers only compare within one database cluster; the time it was recorded at always does.
    """
    if cluster == behind.cluster and transaction < behind.horizon:
        return True
    return recorded_at < behind.sealed_at - TRANSACTION_WINDOW


def _flaw_in(
    block: SealedBlock, previous: Header | None, previous_hash: str, is_sealed_elsewhere: Elsewhere
) -> Flaw | None:
    header = block.header
    expected = 1 if previous is None else previous.number + 1
    if header.number != expected:
        return Flaw(kind=Tampering.REMOVED, block=expected, what=f"block {expected} is gone")
    try:
        flaw = _flaw_in_rows(block, is_sealed_elsewhere) or _flaw_in_header(block, previous_hash)
    except UnknownFormat as error:
        return Flaw(kind=Tampering.EDITED, block=header.number, what=str(error))
    if flaw is not None or previous is None:
        return flaw
    return _backdated(block, previous)


def _flaw_in_rows(block: SealedBlock, is_sealed_elsewhere: Elsewhere) -> Flaw | None:
    header, rows = block.header, block.rows
    version = header.format_version
    changed = None
    for row in rows:
        computed = event_hash(row.document, version=version)
        if computed != row.sealed_hash:
            changed = _changed(block, row, computed, is_sealed_elsewhere)
            break
    if events_hash((row.sealed_hash for row in rows), version=version) == header.events_hash:
        return changed
    misplaced = _extra(block) or _missing(block) or _out_of_order(block)
    found = [flaw for flaw in (changed, misplaced) if flaw is not None]
    # Where every event fits its own seal and stands in its place, an event was changed together with its seal.
    return min(found, key=lambda flaw: flaw.position or 0) if found else _resealed(block)


def _changed(block: SealedBlock, row: Row, computed: str, is_sealed_elsewhere: Elsewhere) -> Flaw:
    """Say whether a row that does not fit its seal was edited, or stands in the place of another one."""
    others = [other for other in block.rows if other is not row]
    version = block.header.format_version
    stands_for_another = is_sealed_elsewhere(computed) or any(
        event_hash({**row.document, "id": str(other.event)}, version=version) == other.sealed_hash for other in others
    )
    if stands_for_another:
        return _at(block, row, Tampering.SWAPPED, "another event stands in its place")
    return _at(block, row, Tampering.EDITED, "the event is not what was sealed")


def _extra(block: SealedBlock) -> Flaw | None:
    """Find the row without which the block's content has its hash again."""
    rows, header = block.rows, block.header
    if len(rows) != header.event_count + 1:
        return None if len(rows) <= header.event_count else _at(block, rows[-1], Tampering.INSERTED, "too many events")
    for index, row in enumerate(rows):
        others = (other.sealed_hash for other in rows[:index] + rows[index + 1 :])
        if events_hash(others, version=header.format_version) == header.events_hash:
            return _at(block, row, Tampering.INSERTED, "the event was not there when the block was sealed")
    return _at(block, rows[-1], Tampering.INSERTED, "the block holds more events than were sealed")


def _missing(block: SealedBlock) -> Flaw | None:
    header = block.header
    if len(block.rows) >= header.event_count:
        return None
    places = (place for place, row in enumerate(block.rows, start=1) if row.position != place)
    position = next(places, len(block.rows) + 1)
    return Flaw(
        kind=Tampering.REMOVED,
        block=header.number,
        position=position,
        what=f"the event at position {position} is gone; {header.event_count} were sealed, {len(block.rows)} are left",
    )


def _out_of_order(block: SealedBlock) -> Flaw | None:
    """Find the first row that does not stand where its sequence number puts it; blocks are sealed in that order."""
    for row, rightful in zip(block.rows, sorted(block.rows, key=lambda each: each.sequence), strict=True):
        if row is not rightful:
            return _at(block, row, Tampering.SWAPPED, "events of the block stand in another order than was sealed")
    return None


def _resealed(block: SealedBlock) -> Flaw:
    return Flaw(
        kind=Tampering.EDITED,
        block=block.header.number,
        what="an event of the block was changed together with its seal",
    )


def _flaw_in_header(block: SealedBlock, previous_hash: str) -> Flaw | None:
    header = block.header
    if block_hash(header) != block.hash:
        return Flaw(kind=Tampering.EDITED, block=header.number, what="the block itself is not what was sealed")
    if header.previous_hash != previous_hash:
        return Flaw(
            kind=Tampering.REPLACED,
            block=max(header.number - 1, 1),
            what=f"block {header.number} was sealed behind another block than the one that stands there now",
        )
    return None


def _backdated(block: SealedBlock, previous: Header) -> Flaw | None:
    for row in block.rows:
        if is_backdated(
            recorded_at=row.recorded_at, transaction=row.transaction, cluster=block.header.cluster, behind=previous
        ):
            return _at(block, row, Tampering.INSERTED, "it claims to be older than the block before it allows")
    return None


def _flaw_against(head: Head | None, block: SealedBlock) -> Flaw | None:
    if head is None or (head.number, head.hash) == (block.header.number, block.hash):
        return None
    return Flaw(
        kind=Tampering.REPLACED,
        block=block.header.number,
        what=f"the chain fits together, but from block {block.header.number} on it is not the one that was anchored",
    )


def _flaw_behind(tally: Tally, heads: Iterator[Head]) -> Flaw | None:
    try:
        head = next(heads, None)
    except DamagedAnchor as error:
        return Flaw(kind=Tampering.ANCHOR, what=str(error))
    if head is not None:
        return Flaw(
            kind=Tampering.CUT_OFF,
            block=head.number,
            position=1,
            what=f"the chain ends with block {tally.blocks}, but block {head.number} was anchored at {head.sealed_at}",
        )
    if tally.blocks and not tally.anchored_until:
        return Flaw(kind=Tampering.ANCHOR, what=f"it knows none of the {tally.blocks} blocks")
    return None


def _at(block: SealedBlock, row: Row, kind: Tampering, what: str) -> Flaw:
    return Flaw(kind=kind, block=block.header.number, position=row.position, event=row.event, what=what)
