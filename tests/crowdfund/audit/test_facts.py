"""audit / facts: every column of an event is hashed, read back the same from the row and from the stream."""

from uuid import uuid4

import pytest

from crowdfund.audit.core.chain import event_hash
from crowdfund.audit.facts import COLUMNS, document_of_event, sealed_blocks
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor, ActorKind
from tests.factories.audit import happen, seal

pytestmark = pytest.mark.django_db


def test_no_column_is_left_out():
    assert set(COLUMNS) == {field.column for field in Event._meta.concrete_fields}


def test_the_stream_gives_what_was_sealed():
    actor = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", on_behalf_of=uuid4())
    events = [happen(actor=actor, organisation=uuid4(), after={"k": ["融资", 1, None]}), happen(), happen()]
    seal(limit=2)
    seal(limit=2)
    blocks = list(sealed_blocks())
    rows = [row for block in blocks for row in block.rows]
    assert [len(block.rows) for block in blocks] == [2, 1]
    for event, row in zip(events, rows, strict=True):
        assert row.document == document_of_event(event)
        assert event_hash(row.document) == row.sealed_hash
        assert (row.event, row.sequence, row.transaction) == (event.id, event.sequence, event.transaction)
