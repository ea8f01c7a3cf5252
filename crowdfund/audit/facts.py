"""audit / facts: the only place that turns events and blocks into what is hashed and verified."""

from collections.abc import Iterator
from typing import Any, Final

from crowdfund.audit.core.documents import Document, instant_text
from crowdfund.audit.core.verification import Row, SealedBlock
from crowdfund.audit.models import Event
from crowdfund.audit.queries.chain import blocks_after, sealed_rows

COLUMNS: Final = (
    "id",
    "sequence",
    "verb",
    "outcome",
    "actor_kind",
    "actor_id",
    "on_behalf_of",
    "subject_kind",
    "subject_id",
    "organisation_id",
    "before",
    "after",
    "reason",
    "request_id",
    "occurred_at",
    "recorded_at",
    "transaction",
)
"""Every column of an event, for the hash covers them all."""


def document_of_event(event: Event) -> Document:
    """Return the plain document whose hash seals an event."""
    return _document(tuple(getattr(event, column) for column in COLUMNS))


def sealed_blocks() -> Iterator[SealedBlock]:
    """Yield the chain as it stands now, one block at a time (two streams; call inside `read_snapshot`)."""
    rows = sealed_rows(COLUMNS)
    pending = next(rows, None)
    for block in blocks_after(0):
        held: list[Row] = []
        while pending is not None and pending[0] == block.number:
            held.append(_row(pending))
            pending = next(rows, None)
        yield SealedBlock(header=block.header, hash=block.hash, rows=tuple(held))


def _row(values: tuple[Any, ...]) -> Row:
    _, position, sealed_hash, *columns = values
    event = dict(zip(COLUMNS, columns, strict=True))
    return Row(
        position=position,
        event=event["id"],
        sequence=event["sequence"],
        recorded_at=event["recorded_at"],
        transaction=event["transaction"],
        sealed_hash=sealed_hash,
        document=_document(tuple(columns)),
    )


def _document(values: tuple[Any, ...]) -> Document:
    named = dict(zip(COLUMNS, values, strict=True))
    for column in ("id", "actor_id", "on_behalf_of", "subject_id", "organisation_id"):
        if named[column] is not None:
            named[column] = str(named[column])
    for column in ("occurred_at", "recorded_at"):
        named[column] = instant_text(named[column])
    return named
