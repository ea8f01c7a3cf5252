"""audit / actions: an intruder who owns the server changes real rows, and the walk names the row.

The intruder works as a superuser with triggers and foreign keys off, on rows that were really committed.
"""

from datetime import timedelta

import pytest

from crowdfund.audit.actions.anchor_heads import anchor_heads
from crowdfund.audit.actions.extend_chain import extend_chain
from crowdfund.audit.actions.verify_chain import verify_chain
from crowdfund.audit.core.chain import GENESIS, Header, block_hash, event_hash, events_hash
from crowdfund.audit.core.verification import TRANSACTION_WINDOW, Tampering
from crowdfund.audit.facts import document_of_event
from crowdfund.audit.models import Block, Event, Seal
from tests.factories.audit import NOON, SYSTEM, happen, seal, unguarded

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = (
    "id, verb, outcome, actor_kind, actor_id, on_behalf_of, subject_kind, subject_id, organisation_id, before, after,"
    " reason, request_id, occurred_at"
)


@pytest.fixture
def anchor(tmp_path):
    """Return the anchor of a chain of three blocks with three events each."""
    path = tmp_path / "anchor.jsonl"
    for _ in range(3):
        for _ in range(3):
            happen(after={"state": "draft"}, reason="because")
        seal()
    anchor_heads(path=path)
    return path


def event_at(block: int, position: int) -> Event:
    return Event.objects.get(seal__block__number=block, seal__position=position)


def flaw_of(path):
    flaw = verify_chain(anchor=path).flaw
    assert flaw is not None
    return flaw


def test_an_untouched_chain_is_good_and_counted(anchor):
    happen()
    found = verify_chain(anchor=anchor)
    assert found.flaw is None
    assert (found.tally.blocks, found.tally.events, found.tally.anchored_until, found.unsealed) == (3, 9, 3, 1)


def test_an_empty_trail_is_good(tmp_path):
    found = verify_chain(anchor=tmp_path / "none")
    assert (found.flaw, found.tally.blocks) == (None, 0)


CHANGES = {
    "verb": "'round.edites'",
    "outcome": "'refused'",
    "actor_kind": "'person'",
    "actor_id": "gen_random_uuid()",
    "on_behalf_of": "gen_random_uuid()",
    "subject_kind": "'project'",
    "subject_id": "gen_random_uuid()",
    "organisation_id": "gen_random_uuid()",
    "before": "'{\"state\": null}'",
    "after": "jsonb_set(after, '{state}', '\"drafu\"')",
    "reason": "'becausf'",
    "request_id": "request_id || ' '",
    "occurred_at": "occurred_at + interval '1 microsecond'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "transaction": "transaction + 1",
    "sequence": "DEFAULT",
}


def test_the_list_of_changes_forgets_no_column():
    assert {*CHANGES, "id"} == {field.column for field in Event._meta.concrete_fields}


@pytest.mark.parametrize("column", CHANGES)
def test_one_changed_byte_in_any_column_is_named(anchor, superuser_connection, column):
    victim = event_at(2, 2)
    with unguarded(superuser_connection) as cursor:
        cursor.execute(f"UPDATE audit_event SET {column} = {CHANGES[column]} WHERE id = %s", [victim.id])
        assert cursor.rowcount == 1
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position, flaw.event) == (Tampering.EDITED, 2, 2, victim.id)


def test_a_changed_id_is_named_as_a_removed_event(anchor, superuser_connection):
    victim = event_at(2, 2)
    with unguarded(superuser_connection) as cursor:
        cursor.execute("UPDATE audit_event SET id = gen_random_uuid() WHERE id = %s", [victim.id])
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position, flaw.event) == (Tampering.REMOVED, 2, 2, victim.id)


@pytest.mark.parametrize("position", [1, 2, 3])
@pytest.mark.parametrize("with_seal", [False, True], ids=["event", "event and seal"])
def test_a_removed_event_is_named(anchor, superuser_connection, position, with_seal):
    victim = event_at(2, position)
    with unguarded(superuser_connection) as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = %s", [victim.id])
        if with_seal:
            cursor.execute("DELETE FROM audit_seal WHERE event_id = %s", [victim.id])
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position) == (Tampering.REMOVED, 2, position)
    assert flaw.event == (None if with_seal else victim.id)


def test_a_removed_seal_is_named_although_the_event_is_still_there(anchor, superuser_connection):
    with unguarded(superuser_connection) as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE event_id = %s", [event_at(3, 3).id])
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position) == (Tampering.REMOVED, 3, 3)


@pytest.mark.parametrize("blocks", [1, 2, 3])
def test_a_tail_that_was_cut_off_is_named_by_the_anchor(anchor, superuser_connection, blocks):
    with unguarded(superuser_connection) as cursor:
        doomed = [block.id for block in Block.objects.filter(number__gt=3 - blocks)]
        cursor.execute("DELETE FROM audit_event USING audit_seal WHERE event_id = id AND block_id = ANY(%s)", [doomed])
        cursor.execute("DELETE FROM audit_seal WHERE block_id = ANY(%s)", [doomed])
        cursor.execute("DELETE FROM audit_block WHERE id = ANY(%s)", [doomed])
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block) == (Tampering.CUT_OFF, 4 - blocks)


def test_without_the_anchor_the_same_cut_would_go_unseen(anchor, superuser_connection, tmp_path):
    """The control: it is the file outside of the database that tells."""
    with unguarded(superuser_connection) as cursor:
        cursor.execute("DELETE FROM audit_block WHERE number = 3")
        cursor.execute("DELETE FROM audit_seal WHERE block_id NOT IN (SELECT id FROM audit_block)")
        cursor.execute("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)")
    shorter = tmp_path / "shorter.jsonl"
    shorter.write_bytes(b"".join(anchor.read_bytes().splitlines(keepends=True)[:2]))
    assert verify_chain(anchor=shorter).flaw is None
    assert flaw_of(anchor).kind is Tampering.CUT_OFF


def test_swapped_contents_are_named_by_the_first(anchor, superuser_connection):
    one, other = event_at(2, 1), event_at(2, 3)
    with unguarded(superuser_connection) as cursor:
        fields = "verb, actor_id, subject_id, after, recorded_at, transaction, occurred_at, sequence"
        cursor.execute("ALTER TABLE audit_event ALTER COLUMN sequence SET GENERATED BY DEFAULT")
        cursor.execute("ALTER TABLE audit_event DROP CONSTRAINT audit_event_sequence_key")
        cursor.execute(f"CREATE TEMP TABLE kept AS SELECT id, {fields} FROM audit_event")
        for target, source in ((one, other), (other, one)):
            cursor.execute(
                f"UPDATE audit_event e SET ({fields}) = (SELECT {fields} FROM kept WHERE id = %s) WHERE e.id = %s",
                [source.id, target.id],
            )
        cursor.execute("ALTER TABLE audit_event ADD CONSTRAINT audit_event_sequence_key UNIQUE (sequence)")
        cursor.execute("ALTER TABLE audit_event ALTER COLUMN sequence SET GENERATED ALWAYS")
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position, flaw.event) == (Tampering.SWAPPED, 2, 1, one.id)


@pytest.mark.parametrize("blocks", [(2, 2), (1, 3)], ids=["in one block", "across blocks"])
def test_swapped_seals_are_named_by_the_first(anchor, superuser_connection, blocks):
    one, other = event_at(blocks[0], 1), event_at(blocks[1], 3)
    with unguarded(superuser_connection) as cursor:
        cursor.execute("SELECT block_id, position FROM audit_seal WHERE event_id = %s", [one.id])
        place_of_one = cursor.fetchone()
        cursor.execute("SELECT block_id, position FROM audit_seal WHERE event_id = %s", [other.id])
        place_of_other = cursor.fetchone()
        move = "UPDATE audit_seal SET block_id = %s, position = %s WHERE event_id = %s"
        cursor.execute(move, [place_of_one[0], 99, one.id])
        cursor.execute(move, [*place_of_one, other.id])
        cursor.execute(move, [*place_of_other, one.id])
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.position, flaw.event) == (Tampering.SWAPPED, blocks[0], 1, other.id)


def insert_event(cursor, *, recorded_at=None, transaction=None):
    cursor.execute(
        f"INSERT INTO audit_event ({COLUMNS}, recorded_at, transaction) SELECT gen_random_uuid(), verb, outcome,"
        " actor_kind, actor_id, on_behalf_of, subject_kind, subject_id, organisation_id, before, after, reason,"
        " request_id, occurred_at, coalesce(%s, clock_timestamp()),"
        " coalesce(%s, pg_current_xact_id()::text::bigint) FROM audit_event ORDER BY sequence LIMIT 1 RETURNING id",
        [recorded_at, transaction],
    )
    return cursor.fetchone()[0]


def test_an_event_put_into_a_block_is_named(anchor, superuser_connection):
    last = event_at(2, 3)
    with unguarded(superuser_connection) as cursor:
        foreign = insert_event(cursor, recorded_at=last.recorded_at, transaction=last.transaction)
    document = document_of_event(Event.objects.get(id=foreign))
    with unguarded(superuser_connection) as cursor:
        block = Block.objects.get(number=2)
        cursor.execute("UPDATE audit_seal SET position = 4 WHERE block_id = %s AND position = 3", [block.id])
        cursor.execute(
            "INSERT INTO audit_seal (event_id, block_id, position, event_hash) VALUES (%s, %s, 3, %s)",
            [foreign, block.id, event_hash(document)],
        )
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.event) == (Tampering.INSERTED, 2, foreign)


def test_an_event_that_claims_an_old_transaction_is_named_though_no_block_holds_it(anchor, superuser_connection):
    ended = Block.objects.get(number=3).horizon - 1  # other tests on this server may keep the horizon back
    with unguarded(superuser_connection) as cursor:
        foreign = insert_event(cursor, transaction=ended)
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.event) == (Tampering.INSERTED, foreign)


def test_an_event_that_claims_an_old_time_is_named_before_and_after_it_is_sealed(anchor, superuser_connection):
    old = Block.objects.get(number=3).sealed_at - TRANSACTION_WINDOW - timedelta(seconds=1)
    with unguarded(superuser_connection) as cursor:
        foreign = insert_event(cursor, recorded_at=old)
    assert (flaw_of(anchor).kind, flaw_of(anchor).event) == (Tampering.INSERTED, foreign)
    extend_chain(actor=SYSTEM, now=NOON, anchor=anchor)
    assert Seal.objects.filter(event_id=foreign).exists()
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block, flaw.event) == (Tampering.INSERTED, 4, foreign)


def test_an_event_of_the_present_is_no_forgery(anchor, superuser_connection):
    """The control: what was refused above is the age that was claimed, not the way it came in."""
    with unguarded(superuser_connection) as cursor:
        insert_event(cursor)
    assert verify_chain(anchor=anchor).flaw is None


def test_a_block_that_was_changed_is_named(anchor, superuser_connection):
    with unguarded(superuser_connection) as cursor:
        cursor.execute("UPDATE audit_block SET sealed_at = sealed_at - interval '1 day' WHERE number = 2")
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block) == (Tampering.EDITED, 2)


def test_a_block_that_is_gone_is_named(anchor, superuser_connection):
    with unguarded(superuser_connection) as cursor:
        cursor.execute("DELETE FROM audit_block WHERE number = 2")
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block) == (Tampering.REMOVED, 2)


def rewrite(cursor, since: int) -> None:
    """Change an event in block `since` and seal everything from there on anew, as the program itself would."""
    cursor.execute("UPDATE audit_event SET reason = 'forged' WHERE id = %s", [event_at(since, 1).id])
    previous = GENESIS if since == 1 else Block.objects.get(number=since - 1).hash
    for block in Block.objects.filter(number__gte=since).order_by("number"):
        events = list(Event.objects.filter(seal__block=block).order_by("seal__position"))
        hashes = [event_hash(document_of_event(event)) for event in events]
        header = Header(**{**_header_fields(block), "previous_hash": previous, "events_hash": events_hash(hashes)})
        for event, each in zip(events, hashes, strict=True):
            cursor.execute("UPDATE audit_seal SET event_hash = %s WHERE event_id = %s", [each, event.id])
        previous = block_hash(header)
        cursor.execute(
            "UPDATE audit_block SET previous_hash = %s, events_hash = %s, hash = %s WHERE id = %s",
            [header.previous_hash, header.events_hash, previous, block.id],
        )


def _header_fields(block: Block) -> dict:
    return {name: getattr(block.header, name) for name in Header.__dataclass_fields__}


@pytest.mark.parametrize("since", [1, 2, 3])
def test_a_chain_that_was_sealed_anew_fits_together_but_not_its_anchor(anchor, superuser_connection, since):
    with unguarded(superuser_connection) as cursor:
        rewrite(cursor, since)
    flaw = flaw_of(anchor)
    assert (flaw.kind, flaw.block) == (Tampering.REPLACED, since)


def test_an_anchor_that_was_taken_away_is_named(anchor):
    anchor.unlink()
    assert flaw_of(anchor).kind is Tampering.ANCHOR


def test_a_changed_line_of_the_anchor_is_named(anchor):
    lines = anchor.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"number":2', b'"number":5')
    anchor.write_bytes(b"".join(lines))
    flaw = flaw_of(anchor)
    assert flaw.kind is Tampering.ANCHOR
    assert "line 2" in flaw.what


def test_the_number_of_statements_does_not_grow_with_the_chain(anchor, django_assert_max_num_queries):
    """Rows come in two streams, whatever the length; six more statements look at the end of the chain."""
    with django_assert_max_num_queries(12):
        verify_chain(anchor=anchor)
