"""audit / actions: seal everything that waits, then anchor what was sealed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crowdfund.audit.actions.anchor_heads import anchor_heads
from crowdfund.audit.actions.seal_events import BLOCK_SIZE, seal_events
from crowdfund.kernel.actor import Actor

_MOST_BLOCKS = 200
"""Blocks in one run; a larger backlog is taken up by the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendReport:
    """What one run did: blocks and events sealed, heads appended, and up to which block the anchor reaches."""

    blocks: int
    events: int
    appended: int
    anchored_until: int


def extend_chain(*, actor: Actor, now: datetime, anchor: Path, limit: int = BLOCK_SIZE) -> ExtendReport:
    """Seal block after block, each in a transaction of its own, then append their heads to the file `anchor`.

    Heads are appended after the blocks have committed: the anchor must never know a block that did not come to be.

    :raises NotAuthorised: for anybody but the platform itself.
    :raises AnchorDisagrees: see `anchor_heads`.
    """
    blocks = events = 0
    for _ in range(_MOST_BLOCKS):
        report = seal_events(actor=actor, now=now, limit=limit)
        blocks += report.block_number is not None
        events += report.event_count
        if not report.has_more:
            break
    anchored = anchor_heads(path=anchor)
    return ExtendReport(
        blocks=blocks, events=events, appended=anchored.appended, anchored_until=anchored.anchored_until
    )
