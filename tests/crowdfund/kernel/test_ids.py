"""Ids: version 7, in order, unique, and bearing their instant."""

import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from subprocess import run
from threading import Thread
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.ids import _Sequence, instant_of, new_id
from tests.crowdfund.kernel.strategies import instants

NOON = datetime(2200, 1, 1, 12, tzinfo=UTC)


@given(instants)
def test_an_id_is_a_version_seven_uuid(now: datetime) -> None:
    identifier = new_id(now)
    assert identifier.version == 7
    assert identifier.variant == "specified in RFC 4122"
    assert UUID(str(identifier)) == identifier


@given(st.lists(instants, min_size=2, max_size=30))
def test_ids_grow_with_their_instants(nows: list[datetime]) -> None:
    given_ids = [new_id(now) for now in sorted(nows)]
    assert all(earlier < later for earlier, later in pairwise(given_ids))


@given(st.lists(st.integers(0, 60_000), max_size=30))
def test_ids_grow_although_instants_step_back_a_little(steps_back: list[int]) -> None:
    numbers = _Sequence()
    latest = 100_000
    pairs = [numbers.next_after(latest), *(numbers.next_after(latest - step) for step in steps_back)]
    assert pairs == sorted(set(pairs))


@given(instants)
def test_an_id_bears_its_instant_within_the_reach(now: datetime) -> None:
    assert abs(instant_of(new_id(now)) - now) <= timedelta(minutes=1)


def test_a_later_instant_is_borne_exactly() -> None:
    new_id(NOON)
    assert instant_of(new_id(NOON + timedelta(microseconds=5_999))) == NOON + timedelta(milliseconds=5)


def test_a_back_dated_import_sorts_where_it_says() -> None:
    new_id(NOON)
    past = NOON - timedelta(days=400)
    assert instant_of(new_id(past)) == past


def test_a_fresh_tail_has_room_to_count_on() -> None:
    tails = [_Sequence().next_after(7)[1] for _ in range(100)]
    assert max(tails) < 1 << 73
    assert len(set(tails)) == 100


def test_a_full_tail_moves_on_to_the_next_millisecond() -> None:
    numbers = _Sequence()
    numbers.next_after(7)
    numbers._tail = (1 << 74) - 1
    millisecond, tail = numbers.next_after(7)
    assert millisecond == 8
    assert tail < 1 << 73


def test_threads_never_get_the_same_id() -> None:
    boxes: list[list[UUID]] = [[] for _ in range(4)]

    def fill(box: list[UUID]) -> None:
        box.extend(new_id(NOON) for _ in range(2000))

    threads = [Thread(target=fill, args=(box,)) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({identifier for box in boxes for identifier in box}) == 8000
    assert all(box == sorted(box) for box in boxes)


FORKED = """
import os
from datetime import UTC, datetime
from crowdfund.kernel.ids import new_id

noon = datetime(2200, 1, 1, 12, tzinfo=UTC)
before = new_id(noon).int
if os.fork() == 0:
    print(new_id(noon).int - before, flush=True)
    os._exit(0)
os.wait()
print(new_id(noon).int - before)
"""


def test_a_forked_child_does_not_continue_the_numbers_of_its_parent() -> None:
    answer = run([sys.executable, "-c", FORKED], capture_output=True, check=True, text=True, timeout=60)
    child, parent = (int(line) for line in answer.stdout.split())
    assert 0 < parent <= 2**32
    assert abs(child) > 2**32


def test_the_example_of_the_standard() -> None:
    assert instant_of(UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_other_versions_bear_no_instant() -> None:
    with pytest.raises(ValueError, match="version 7"):
        instant_of(uuid4())


@pytest.mark.parametrize("now", [datetime(2027, 1, 1), datetime(1969, 12, 31, tzinfo=UTC)])
def test_instants_that_no_id_can_bear(now: datetime) -> None:
    with pytest.raises(ValueError, match="an id"):
        new_id(now)
