"""audit / actions: put unsealed events into the next block of the chain.

Sealing is a sweep of its own and not part of recording, because the end of a chain is a lock: if every change had to
take it, all rounds would wait for one another. Sealing leaves no event; its record is the block.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crowdfund.audit.core.chain import FORMAT_VERSION, GENESIS, Header, event_hash, events_hash
from crowdfund.audit.core.policy import may_seal
from crowdfund.audit.facts import document_of_event
from crowdfund.audit.models import Block
from crowdfund.audit.queries.chain import current_moment, events_to_seal, newest_block
from crowdfund.db.locks import try_advisory_lock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised

BLOCK_SIZE: Final = 1_000
"""Most events in a block; verification holds one block in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealReport:
    """What one run did: the new block's number, or None when there was nothing to seal or somebody else seals."""

    block_number: int | None
    event_count: int
    has_more: bool


def seal_events(*, actor: Actor, now: datetime, limit: int = BLOCK_SIZE) -> SealReport:
    """Seal up to `limit` events that are visible now into one block; doing it again changes nothing.

    Events stand in a block in the order of their writing. Two sealers at once: one of them does nothing. Costs six
    statements, whatever the number of events.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    with unit_of_work(actor=actor, now=now):
        if not may_seal(actor):
            raise NotAuthorised
        if not try_advisory_lock("audit", "seal"):
            return SealReport(block_number=None, event_count=0, has_more=False)
        previous = newest_block()
        # The moment comes before the events: whatever ended before it is visible to the statement that reads them.
        moment = current_moment()
        is_same_cluster = previous is not None and previous.cluster == moment.cluster
        since = previous.horizon if previous is not None and is_same_cluster else None
        events = events_to_seal(since=since, limit=limit)
        if not events:
            return SealReport(block_number=None, event_count=0, has_more=False)
        is_full = len(events) == limit
        hashes = [event_hash(document_of_event(event)) for event in events]
        header = Header(
            format_version=FORMAT_VERSION,
            number=1 if previous is None else previous.number + 1,
            previous_hash=GENESIS if previous is None else previous.hash,
            event_count=len(events),
            events_hash=events_hash(hashes),
            earliest_event=events[0].id,
            latest_event=events[-1].id,
            sealed_at=moment.at,
            # A full block may have left events of ended transactions behind, so it promises no more than the last.
            horizon=(since or 0) if is_full else moment.horizon,
            cluster=moment.cluster,
        )
        Block.seal(header=header, events=[(e.id, h) for e, h in zip(events, hashes, strict=True)], now=now)
        return SealReport(block_number=header.number, event_count=len(events), has_more=is_full)
