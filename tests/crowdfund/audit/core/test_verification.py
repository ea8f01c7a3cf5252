"""audit / core: whatever is done to a sealed chain, the walk names the first row to which it was done.

Chains are made of plain facts here; tests of the command do the same to real rows.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crowdfund.audit.core.chain import GENESIS, Header, block_hash, event_hash, events_hash
from crowdfund.audit.core.heads import Head, head_of, heads_in
from crowdfund.audit.core.verification import (
    TRANSACTION_WINDOW,
    Flaw,
    Row,
    SealedBlock,
    Tally,
    Tampering,
    is_backdated,
    walk,
)

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CLUSTER = 7
Chain = tuple[SealedBlock, ...]


def row(sequence: int, position: int, at: datetime, *, salt: str = "") -> Row:
    document = {"id": str(UUID(int=sequence)), "sequence": sequence, "verb": f"thing.done{salt}", "actor_id": "a"}
    return Row(
        position=position,
        event=UUID(int=sequence),
        sequence=sequence,
        recorded_at=at,
        transaction=100 + sequence,
        sealed_hash=event_hash(document),
        document=document,
    )


def sealed(number: int, previous: str, rows: tuple[Row, ...], at: datetime) -> SealedBlock:
    header = Header(
        format_version=1,
        number=number,
        previous_hash=previous,
        event_count=len(rows),
        events_hash=events_hash(each.sealed_hash for each in rows),
        earliest_event=rows[0].event,
        latest_event=rows[-1].event,
        sealed_at=at,
        horizon=101 + rows[-1].sequence,
        cluster=CLUSTER,
    )
    return SealedBlock(header=header, hash=block_hash(header), rows=rows)


def chain_of(sizes: list[int], *, salt: str = "") -> Chain:
    blocks: list[SealedBlock] = []
    sequence, previous = 0, GENESIS
    for number, size in enumerate(sizes, start=1):
        at = START + timedelta(minutes=number)
        rows = []
        for position in range(1, size + 1):
            sequence += 1
            rows.append(row(sequence, position, at - timedelta(seconds=20), salt=salt))
        block = sealed(number, previous, tuple(rows), at)
        blocks.append(block)
        previous = block.hash
    return tuple(blocks)


def heads_of(chain: Chain) -> list[Head]:
    return [head_of(block.header, block.hash) for block in chain]


def verify(chain: Chain, heads: list[Head]) -> tuple[Tally, Flaw | None]:
    everywhere = {each.sealed_hash for block in chain for each in block.rows}
    return walk(iter(chain), iter(heads), is_sealed_elsewhere=everywhere.__contains__)


def with_rows(chain: Chain, number: int, rows: tuple[Row, ...]) -> Chain:
    return tuple(replace(block, rows=rows) if block.header.number == number else block for block in chain)


SIZES = st.lists(st.integers(1, 5), min_size=1, max_size=5)


@st.composite
def chains_with_a_row(draw: st.DrawFn) -> tuple[Chain, SealedBlock, int]:
    chain = chain_of(draw(SIZES))
    block = draw(st.sampled_from(chain))
    return chain, block, draw(st.integers(0, len(block.rows) - 1))


@given(SIZES, st.integers(0, 2))
def test_an_untouched_chain_is_good_also_when_the_anchor_lags_behind(sizes, lag):
    chain = chain_of(sizes)
    heads = heads_of(chain)[: max(1, len(chain) - lag)]
    tally, flaw = verify(chain, heads)
    assert flaw is None
    assert (tally.blocks, tally.events, tally.anchored_until) == (len(sizes), sum(sizes), len(heads))


def test_nothing_at_all_is_good():
    assert verify((), []) == (Tally(), None)


@given(chains_with_a_row())
def test_an_edited_event_is_named(drawn):
    chain, block, index = drawn
    bad = block.rows[index]
    edited = replace(bad, document={**bad.document, "actor_id": "b"})
    rows = (*block.rows[:index], edited, *block.rows[index + 1 :])
    _, flaw = verify(with_rows(chain, block.header.number, rows), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.event) == (Tampering.EDITED, block.header.number, bad.event)


@given(chains_with_a_row())
def test_a_removed_event_is_named_by_its_place(drawn):
    chain, block, index = drawn
    rows = block.rows[:index] + block.rows[index + 1 :]
    _, flaw = verify(with_rows(chain, block.header.number, rows), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.position) == (Tampering.REMOVED, block.header.number, index + 1)


@given(chains_with_a_row())
def test_an_event_put_in_between_is_named_although_the_others_made_room(drawn):
    chain, block, index = drawn
    foreign = row(900, index + 1, block.header.sealed_at, salt="x")
    rows = (*block.rows[:index], foreign, *block.rows[index:])
    rows = tuple(replace(each, position=place) for place, each in enumerate(rows, start=1))
    _, flaw = verify(with_rows(chain, block.header.number, rows), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.event) == (Tampering.INSERTED, block.header.number, foreign.event)


def swap_places(one: Row, other: Row) -> tuple[Row, Row]:
    return replace(other, position=one.position), replace(one, position=other.position)


def swap_seals(one: Row, other: Row) -> tuple[Row, Row]:
    return replace(one, sealed_hash=other.sealed_hash), replace(other, sealed_hash=one.sealed_hash)


def swap_contents(one: Row, other: Row) -> tuple[Row, Row]:
    return (
        replace(one, document={**other.document, "id": str(one.event)}),
        replace(other, document={**one.document, "id": str(other.event)}),
    )


@pytest.mark.parametrize("swap", [swap_places, swap_seals, swap_contents])
@given(data=st.data())
@settings(max_examples=30)
def test_two_swapped_events_are_named_by_the_first(swap, data):
    chain = chain_of(data.draw(st.lists(st.integers(2, 5), min_size=1, max_size=4)))
    block = data.draw(st.sampled_from(chain))
    first = data.draw(st.integers(0, len(block.rows) - 2))
    second = data.draw(st.integers(first + 1, len(block.rows) - 1))
    rows = list(block.rows)
    rows[first], rows[second] = swap(rows[first], rows[second])
    _, flaw = verify(with_rows(chain, block.header.number, tuple(rows)), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.position) == (Tampering.SWAPPED, block.header.number, first + 1)


def test_events_swapped_between_blocks_are_named_as_swapped():
    chain = chain_of([2, 2])
    one, other = chain[0].rows[1], chain[1].rows[0]
    moved_in, moved_out = replace(other, position=2), replace(one, position=1)
    moved_in = replace(moved_in, sealed_hash=one.sealed_hash)
    broken = with_rows(chain, 1, (chain[0].rows[0], moved_in))
    broken = with_rows(broken, 2, (replace(moved_out, sealed_hash=other.sealed_hash), chain[1].rows[1]))
    everywhere = {each.sealed_hash for block in chain for each in block.rows}
    _, flaw = walk(iter(broken), iter(heads_of(chain)), is_sealed_elsewhere=everywhere.__contains__)
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.position) == (Tampering.SWAPPED, 1, 2)


@given(SIZES, st.data())
def test_a_chain_cut_off_at_the_end_is_missed_by_its_anchor(sizes, data):
    chain = chain_of(sizes)
    left = data.draw(st.integers(0, len(chain) - 1))
    tally, flaw = verify(chain[:left], heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block, tally.blocks) == (Tampering.CUT_OFF, left + 1, left)


@given(SIZES)
def test_a_chain_replaced_as_a_whole_fits_together_but_not_its_anchor(sizes):
    _, flaw = verify(chain_of(sizes, salt="forged"), heads_of(chain_of(sizes)))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.REPLACED, 1)


def test_a_chain_rewritten_from_one_block_on_is_named_by_that_block():
    genuine = chain_of([2, 2, 2])
    rows = tuple(row(each.sequence, each.position, each.recorded_at, salt="forged") for each in genuine[1].rows)
    second = sealed(2, genuine[0].hash, rows, genuine[1].header.sealed_at)
    third = sealed(3, second.hash, genuine[2].rows, genuine[2].header.sealed_at)
    _, flaw = verify((genuine[0], second, third), heads_of(genuine))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.REPLACED, 2)


def test_a_block_resealed_alone_is_betrayed_by_the_next_one_even_without_an_anchor_for_it():
    genuine = chain_of([2, 2, 2])
    rows = tuple(row(each.sequence, each.position, each.recorded_at, salt="forged") for each in genuine[1].rows)
    second = sealed(2, genuine[0].hash, rows, genuine[1].header.sealed_at)
    _, flaw = verify((genuine[0], second, genuine[2]), heads_of(genuine)[:1])
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.REPLACED, 2)


def test_a_block_that_is_gone_is_named():
    chain = chain_of([1, 1, 1])
    _, flaw = verify((chain[0], chain[2]), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.REMOVED, 2)


def test_a_block_whose_own_words_were_changed_is_named():
    chain = chain_of([1, 1])
    header = replace(chain[1].header, sealed_at=START)
    _, flaw = verify((chain[0], replace(chain[1], header=header)), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.EDITED, 2)


def test_an_event_changed_together_with_its_seal_betrays_its_block():
    chain = chain_of([2])
    forged = row(1, 1, chain[0].rows[0].recorded_at, salt="forged")
    _, flaw = verify(with_rows(chain, 1, (forged, chain[0].rows[1])), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.EDITED, 1)


def test_an_edit_before_a_gap_is_named_first():
    chain = chain_of([3])
    one, two, _three = chain[0].rows
    edited = replace(one, document={**one.document, "actor_id": "b"})
    _, flaw = verify(with_rows(chain, 1, (edited, two)), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.position) == (Tampering.EDITED, 1)


def test_an_unknown_format_is_named_and_not_guessed():
    chain = chain_of([1])
    header = replace(chain[0].header, format_version=9)
    _, flaw = verify((replace(chain[0], header=header),), heads_of(chain))
    assert flaw is not None
    assert (flaw.kind, flaw.block) == (Tampering.EDITED, 1)


def test_an_anchor_that_knows_nothing_is_no_proof():
    _, flaw = verify(chain_of([1]), [])
    assert flaw is not None
    assert flaw.kind is Tampering.ANCHOR


@pytest.mark.parametrize("good_lines", [0, 2])
def test_a_damaged_anchor_is_named_by_its_line(good_lines):
    chain = chain_of([1, 1])
    lines = [b'{"number":%d,"hash":"%s","event_count":1,"sealed_at":"%s"}\n' % (
        head.number, head.hash.encode(), head.sealed_at.encode()
    ) for head in heads_of(chain)]  # fmt: skip
    lines.insert(good_lines, b"rubbish\n")
    lines.append(lines[0])
    _, flaw = walk(iter(chain), heads_in(lines), is_sealed_elsewhere=lambda _: False)
    assert flaw is not None
    assert flaw.kind is Tampering.ANCHOR
    assert f"line {good_lines + 1}" in flaw.what


def test_an_event_sealed_late_may_not_claim_to_be_older_than_the_block_before_allows():
    chain = chain_of([1])
    late = replace(row(2, 1, START), transaction=50)
    block = sealed(2, chain[0].hash, (late,), START + timedelta(minutes=2))
    _, flaw = verify((*chain, block), heads_of((*chain, block)))
    assert flaw is not None
    assert (flaw.kind, flaw.block, flaw.event) == (Tampering.INSERTED, 2, late.event)


@pytest.mark.parametrize(
    ("age", "transaction", "cluster", "expected"),
    [
        (timedelta(minutes=5), 500, CLUSTER, False),
        (timedelta(minutes=5), 101, CLUSTER, True),
        (timedelta(minutes=5), 101, CLUSTER + 1, False),
        (TRANSACTION_WINDOW + timedelta(seconds=1), 500, CLUSTER, True),
        (TRANSACTION_WINDOW + timedelta(seconds=1), 500, CLUSTER + 1, True),
        (TRANSACTION_WINDOW, 500, CLUSTER, False),
    ],
    ids=["late commit", "ended transaction", "other cluster", "too old", "too old, other cluster", "just in time"],
)
def test_what_counts_as_backdated(age, transaction, cluster, expected):
    behind = chain_of([1])[0].header
    recorded_at = behind.sealed_at - age
    assert is_backdated(recorded_at=recorded_at, transaction=transaction, cluster=cluster, behind=behind) is expected
