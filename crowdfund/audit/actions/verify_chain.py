"""audit / actions: walk events, seals, blocks and the anchor, and name the first bad row. It writes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crowdfund.audit.core.verification import Flaw, Tally, Tampering, walk
from crowdfund.audit.facts import sealed_blocks
from crowdfund.audit.queries.anchor import anchored_heads
from crowdfund.audit.queries.chain import (
    chain_state,
    current_moment,
    earliest_backdated,
    event_sealed_at,
    is_sealed,
)
from crowdfund.db.snapshot import read_snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a walk found: how much is good, what is not sealed yet, and the first flaw, if any."""

    tally: Tally
    unsealed: int
    unsealed_since: datetime | None
    flaw: Flaw | None


def verify_chain(*, anchor: Path) -> Verification:
    """Compare the whole chain with itself and with the file `anchor`, as of one instant, in constant memory.

    Not detected: removing events that are not sealed yet (up to 30 seconds), and a rewriting of the whole chain
    together with the anchor; the anchor therefore belongs on a machine that the database's owner can't write to.
    Cost: reads every event once.
    """
    # A head that is appended after the snapshot was taken would look like a chain cut off at the end, so the anchor's
    # length is taken first. Heads are appended only after their block has committed, so none of these is too new.
    heads = anchored_heads(anchor)
    with read_snapshot():
        tally, flaw = walk(sealed_blocks(), heads, is_sealed_elsewhere=is_sealed)
        if flaw is None:
            flaw = _backdated(tally)
        elif flaw.event is None and flaw.block is not None and flaw.position is not None:
            flaw = replace(flaw, event=event_sealed_at(block=flaw.block, position=flaw.position))
        state = chain_state()
    return Verification(tally=tally, unsealed=state.unsealed, unsealed_since=state.unsealed_since, flaw=flaw)


def _backdated(tally: Tally) -> Flaw | None:
    """Look among the events that no block holds for one that claims to be older than the newest block allows."""
    if tally.newest is None:
        return None
    event = earliest_backdated(tally.newest, cluster=current_moment().cluster)
    if event is None:
        return None
    return Flaw(
        kind=Tampering.INSERTED,
        event=event.id,
        what=f"it stands in no block, but claims to be older than block {tally.newest.number} allows",
    )
