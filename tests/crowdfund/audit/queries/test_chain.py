"""audit / queries: how the chain stands."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Block, Delivery
from crowdfund.audit.queries.chain import (
    block_numbered,
    blocks_after,
    chain_overview,
    chain_state,
    current_moment,
    earliest_backdated,
    event_sealed_at,
    events_to_seal,
    is_sealed,
    newest_block,
    sealed_rows,
)
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.audit import NOON, happen, seal

pytestmark = pytest.mark.django_db


def test_the_state_of_an_empty_chain():
    state = chain_state()
    assert (state.newest, state.unsealed, state.unsealed_since, state.unsealed_age) == (None, 0, None, timedelta(0))


def test_the_state_names_the_newest_block_and_what_waits():
    happen()
    seal()
    first, _ = happen(), happen()
    state = chain_state()
    assert state.newest == newest_block() == block_numbered(1)
    assert (state.unsealed, state.unsealed_since) == (2, first.recorded_at)
    assert timedelta(0) < state.unsealed_age < timedelta(minutes=5)


def test_a_moment_is_the_databases_own():
    earlier, later = current_moment(), current_moment()
    assert earlier.at < later.at
    assert earlier.horizon <= later.horizon
    assert earlier.cluster == later.cluster != 0


def test_blocks_and_seals_come_in_the_order_of_the_chain():
    for _ in range(3):
        event = happen()
        seal()
    assert [block.number for block in blocks_after(1)] == [2, 3]
    assert [row[0] for row in sealed_rows(("id",))] == [1, 2, 3]
    assert event_sealed_at(block=3, position=1) == event.id
    assert event_sealed_at(block=3, position=2) is None
    assert is_sealed(event.seal.event_hash)
    assert not is_sealed("0" * 64)


def test_only_what_waits_is_to_be_sealed():
    happen()
    seal()
    event = happen()
    assert events_to_seal(since=None, limit=9) == [event]
    assert events_to_seal(since=event.transaction, limit=9) == [event]
    assert events_to_seal(since=event.transaction + 1, limit=9) == []


def test_in_another_cluster_transaction_numbers_mean_nothing():
    happen()
    seal()
    happen()
    header = Block.objects.get().header
    # Inside one test transaction both events have one number, which the block's horizon has not passed.
    assert earliest_backdated(header, cluster=header.cluster) is None
    assert earliest_backdated(header, cluster=header.cluster + 1) is None


def test_the_overview_is_for_those_who_watch(auditor, operator, founder):
    happen(notify=[uuid4()])
    Delivery.objects.get(channel=Channel.EMAIL).park(error="Timeout", now=NOON)
    seen = chain_overview(actor=auditor.actor)
    assert ([each.last_error for each in seen.parked], seen.may_release) == (["Timeout"], False)
    assert chain_overview(actor=operator.actor).may_release
    with pytest.raises(NotAuthorised):
        chain_overview(actor=founder.actor)
