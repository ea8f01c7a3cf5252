"""Balances at any instant, and any sequence of verbs sums to zero."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crowdfund.kernel.errors import NotFound
from crowdfund.ledger import queries
from crowdfund.ledger.actions.post import KeyReused
from crowdfund.ledger.actions.reverse_entry import CannotReverseEntry, reverse_entry
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import PostedEntry
from tests.crowdfund.ledger.books import NOON, YUAN, attempted, opened, posted, transfer, working

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def test_a_balance_counts_what_has_taken_effect() -> None:
    source, target = opened("a", "b")
    posted("late", transfer(source, target, 100), effective_at=NOON + HOUR)
    posted("early", transfer(source, target, 10), effective_at=NOON)
    held = [queries.balance(account_id=target, as_of=at).amount for at in (NOON - TICK, NOON, NOON + HOUR - TICK)]
    assert held == [0, 10, 10]
    assert queries.balance(account_id=target, as_of=NOON + HOUR) == Quantity(110, YUAN)


def test_balances_of_many_accounts_take_one_query(django_assert_num_queries: Any) -> None:
    accounts = opened("a", "b", "c")
    vehicle = Asset.units(uuid4())
    (units,) = opened("u", asset=vehicle)
    posted("k", transfer(accounts[0], accounts[1], 7))
    with django_assert_num_queries(1):
        held = queries.balances(account_ids=[*accounts, units, uuid4()], as_of=NOON)
    assert held == dict(
        zip([*accounts, units], [Quantity(n, YUAN) for n in (-7, 7, 0)] + [Quantity(0, vehicle)], strict=True)
    )


def test_no_accounts_have_no_balances() -> None:
    assert queries.balances(account_ids=[], as_of=NOON) == {}


def test_a_sum_beyond_the_largest_number_of_a_posting_is_exact() -> None:
    source, target = opened("a", "b")
    largest = 2**63 - 1
    for key in ("1", "2", "3"):
        posted(key, transfer(source, target, largest))
    assert queries.balance(account_id=target, as_of=NOON).amount == 3 * largest


def test_what_does_not_exist_has_no_balance() -> None:
    with pytest.raises(NotFound):
        queries.balance(account_id=uuid4(), as_of=NOON)
    with pytest.raises(NotFound):
        queries.entry(uuid4())
    assert queries.entry_with_key("k") is None
    assert queries.accounts_of(Owner("round", uuid4())) == {}


def test_entries_of_an_account_come_in_the_order_of_their_effect(django_assert_num_queries: Any) -> None:
    source, target, other = opened("a", "b", "c")
    late = posted("late", transfer(source, target, 1), effective_at=NOON + HOUR)
    early = posted("early", transfer(source, target, 2), effective_at=NOON)
    posted("elsewhere", transfer(source, other, 3), effective_at=NOON)
    with django_assert_num_queries(2):
        assert queries.entries_of(account_id=target, as_of=NOON + HOUR) == [early, late]
    assert queries.entries_of(account_id=target, as_of=NOON) == [early]


def test_a_balance_is_read_from_its_index_alone() -> None:
    source, target = opened("a", "b")
    posted("k", transfer(source, target, 1))
    with CaptureQueriesContext(connection) as captured:
        queries.balance(account_id=target, as_of=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + captured[0]["sql"])
        plan = "\n".join(row for (row,) in cursor.fetchall())
    assert "Index Only Scan using posting_balance" in plan


@dataclass(frozen=True)
class Move:
    """A post of an example: from and to by position, when by hours, and whether it is sent twice or reversed."""

    source: int
    target: int
    amount: int
    hour: int
    is_repeated: bool
    reversed_after: int | None


moves = st.builds(
    Move,
    source=st.integers(0, 3),
    target=st.integers(0, 3),
    amount=st.integers(-1000, 1000).filter(bool),
    hour=st.integers(-5, 5),
    is_repeated=st.booleans(),
    reversed_after=st.none() | st.integers(0, 3),
)
numbers = count()


def _reverse(entry: PostedEntry, effective_at: datetime) -> None:
    with working(effective_at):
        reverse_entry(key=f"undo {entry.key}", entry_id=entry.id, memo="", effective_at=effective_at)


def _play(moves_made: list[Move], accounts: tuple[UUID, ...]) -> list[tuple[datetime, UUID, int]]:
    """Carry the moves out and return what each account should have got, and when."""
    expected = []
    for move in moves_made:
        lines = transfer(accounts[move.source], accounts[move.target], move.amount)
        at, key = NOON + move.hour * HOUR, f"move {next(numbers)}"
        entry = posted(key, lines, effective_at=at)
        expected += [(at, line.account_id, line.quantity.amount) for line in lines]
        if move.is_repeated:
            assert posted(key, lines, effective_at=at + HOUR) == entry
            with pytest.raises(KeyReused):
                posted(key, transfer(accounts[move.source], accounts[move.target], move.amount + 5000))
        if move.reversed_after is not None:
            undone_at = at + move.reversed_after * HOUR
            _reverse(entry, undone_at)
            with pytest.raises(CannotReverseEntry):
                _reverse(entry, at - TICK)
            expected += [(undone_at, line.account_id, -line.quantity.amount) for line in lines]
    return expected


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moves, max_size=6), st.lists(st.integers(-6, 9), min_size=1, max_size=3))
def test_any_verbs_sum_to_zero(moves_made: list[Move], hours: list[int]) -> None:
    accounts = opened(*(f"account-{next(numbers)}" for _ in range(4)))
    expected = _play(moves_made, accounts)
    with attempted() as cursor:
        cursor.execute("SELECT asset, sum(units) FROM ledger_posting GROUP BY asset HAVING sum(units) <> 0")
        assert cursor.fetchall() == []
    for hour in hours:
        as_of = NOON + hour * HOUR
        held: Counter[UUID] = Counter()
        for at, account_id, amount in expected:
            held[account_id] += amount if at <= as_of else 0
        balances = queries.balances(account_ids=accounts, as_of=as_of)
        assert {account_id: quantity.amount for account_id, quantity in balances.items()} == {
            account_id: held[account_id] for account_id in accounts
        }
        assert sum(quantity.amount for quantity in balances.values()) == 0
    assert queries.inspect().fault is None
