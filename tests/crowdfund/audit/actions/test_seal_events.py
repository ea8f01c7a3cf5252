"""audit / actions: every committed event is sealed once, in the order of writing, at a constant price."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from crowdfund.audit.actions import seal_events as module
from crowdfund.audit.core.chain import GENESIS
from crowdfund.audit.models import Block, Event, Seal
from crowdfund.audit.queries import chain
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.audit import NOON, happen, insert_event, seal


@pytest.mark.django_db
def test_blocks_hold_events_in_the_order_of_writing_and_name_the_block_before():
    events = [happen() for _ in range(5)]
    assert [seal(limit=3).event_count, seal(limit=3).event_count] == [3, 2]
    first, second = Block.objects.order_by("number")
    assert (first.number, first.previous_hash, second.number, second.previous_hash) == (1, GENESIS, 2, first.hash)
    order = Seal.objects.order_by("block__number", "position").values_list("event_id", flat=True)
    assert list(order) == [event.id for event in events]


@pytest.mark.django_db
def test_sealing_again_changes_nothing():
    happen()
    assert seal().block_number == 1
    again = seal()
    assert (again.block_number, again.event_count, again.has_more) == (None, 0, False)
    assert (Block.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_nobody_but_the_platform_seals():
    person = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", roles=frozenset({"operator"}))
    happen()
    with pytest.raises(NotAuthorised):
        module.seal_events(actor=person, now=NOON)
    assert not Block.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 40])
def test_the_price_does_not_grow_with_the_number_of_events(django_assert_num_queries, count):
    for _ in range(count):
        happen()
    # savepoint and its release, two settings, the lock, the newest block, the moment, the events, block, seals
    with django_assert_num_queries(9):
        seal()
    assert Seal.objects.count() == count


@pytest.mark.django_db
def test_a_full_block_promises_no_more_than_the_one_before():
    for _ in range(3):
        happen()
    seal(limit=2)
    full = Block.objects.get()
    assert full.horizon == 0
    seal(limit=2)
    rest = Block.objects.get(number=2)
    assert rest.horizon > 0
    assert rest.event_count == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_sealed_late_and_never_passed_over(app_connection):
    app_connection.autocommit = False
    with app_connection.cursor() as late:
        late_id, late_sequence = insert_event(late)
        early = happen()
        assert seal().event_count == 1
        app_connection.commit()
    late_event = Event.objects.get(id=late_id)
    assert late_event.sequence == late_sequence < early.sequence
    assert Block.objects.get(number=1).horizon <= late_event.transaction
    assert seal().event_count == 1
    assert Seal.objects.get(event_id=late_id).block.number == 2


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    for _ in range(30):
        happen()
    barrier, failures = threading.Barrier(2), []

    def work():
        try:
            barrier.wait(timeout=10)
            for _ in range(12):
                seal(limit=4)
        except Exception as error:  # a failure in a thread must fail the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    while seal(limit=4).event_count:
        pass
    blocks = list(Block.objects.order_by("number"))
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    assert [block.previous_hash for block in blocks[1:]] == [block.hash for block in blocks[:-1]]
    assert Seal.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_two_sealers_collide(monkeypatch):
    monkeypatch.setattr(module, "try_advisory_lock", lambda *_: True)
    inside = threading.Barrier(2)
    usual = chain.events_to_seal

    def both_read_first(**arguments):
        events = usual(**arguments)
        inside.wait(timeout=10)
        return events

    monkeypatch.setattr(module, "events_to_seal", both_read_first)
    happen()
    outcomes: list[object] = []

    def work():
        try:
            outcomes.append(seal().event_count)
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(map(str, outcomes)) == ["1", "IntegrityError"]


@pytest.mark.django_db
def test_only_what_is_newer_than_the_last_horizon_is_looked_at():
    happen()
    seal()
    happen()
    with CaptureQueriesContext(connection) as queries:
        seal()
    reading = next(query["sql"] for query in queries if "LEFT OUTER JOIN" in query["sql"])
    assert f'"transaction" >= {Block.objects.get(number=1).horizon}' in reading
