"""audit / models: blocks and seals keep their shape whoever writes them."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.audit.core.chain import block_hash
from crowdfund.audit.models import Block, Seal
from tests.factories.audit import happen, seal

pytestmark = pytest.mark.django_db

BLOCK = (
    "INSERT INTO audit_block (id, number, previous_hash, hash, events_hash, event_count, earliest_event, latest_event,"
    " sealed_at, horizon, cluster, format_version) VALUES (gen_random_uuid(), %(number)s, repeat('0', 64), %(hash)s,"
    " repeat('1', 64), %(count)s, gen_random_uuid(), gen_random_uuid(), now(), 1, 1, 1)"
)
GOOD = {"number": 7, "hash": "2" * 64, "count": 1}


def attempt(statement: str, values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("block_numbers_start_at_one", {"number": 0}),
        ("block_is_not_empty", {"count": 0}),
        ("block_hashes_are_hashes", {"hash": "XYZ"}),
        ("number", {"hash": "3" * 64}),
        ("hash", {"number": 8}),
    ],
)
def test_a_block_that_can_not_be_one_is_refused(constraint, wrong):
    attempt(BLOCK, GOOD)
    with pytest.raises(IntegrityError, match=constraint):
        attempt(BLOCK, {**GOOD, "number": 9, "hash": "4" * 64, **wrong} if "count" in wrong else {**GOOD, **wrong})


SEAL = (
    "INSERT INTO audit_seal (event_id, block_id, position, event_hash)"
    " VALUES (%(event)s, %(block)s, %(position)s, %(hash)s)"
)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("seal_one_event_a_place", {"position": 1}),
        ("seal_positions_start_at_one", {"position": 0}),
        ("seal_hash_is_a_hash", {"hash": "ab"}),
        ("audit_seal_pkey", {"event": "sealed"}),
    ],
)
def test_a_seal_that_can_not_be_one_is_refused(constraint, wrong):
    sealed = happen()
    seal()
    good = {"event": str(happen().id), "block": str(Block.objects.get().id), "position": 2, "hash": "a" * 64}
    values = {**good, **wrong}
    if values["event"] == "sealed":
        values["event"] = str(sealed.id)
    with pytest.raises(IntegrityError, match=constraint):
        attempt(SEAL, values)
    attempt(SEAL, good)


def test_a_stored_block_knows_what_was_hashed():
    event = happen()
    seal()
    block = Block.objects.get()
    assert block_hash(block.header) == block.hash
    assert (block.head.number, block.head.hash) == (block.number, block.hash)
    assert Seal.objects.get(block=block).event_id == event.id == block.earliest_event == block.latest_event
