"""Posting: one statement, once a key, all or nothing."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from crowdfund.db.work import OutsideWork
from crowdfund.kernel.money import Currency
from crowdfund.ledger import queries
from crowdfund.ledger.actions.post import KeyReused, post
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line, UnsoundEntry
from tests.crowdfund.ledger.books import NOON, YUAN, opened, posted, rows, transfer, working

pytestmark = pytest.mark.django_db

Accounts = tuple[UUID, UUID]


@pytest.fixture
def accounts() -> Accounts:
    """Return two accounts in yuan."""
    first, second = opened("a", "b")
    return first, second


def test_what_was_posted_is_read_back(accounts: Accounts) -> None:
    entry = posted("k", transfer(*accounts, 5))
    assert queries.entry(entry.id) == entry
    assert queries.entry_with_key("k") == entry
    assert entry.lines == tuple(transfer(*accounts, 5))
    assert entry.recorded_at.tzinfo is not None


def test_posting_takes_one_statement(accounts: Accounts, django_assert_num_queries: Any) -> None:
    lines = [line for _ in range(500) for line in transfer(*accounts, 1)]
    with working(), django_assert_num_queries(1):
        post(key="k", lines=lines, memo="", effective_at=NOON)
    assert rows("ledger_posting") == 1000


def test_the_same_key_and_lines_return_the_first_entry(accounts: Accounts) -> None:
    first = posted("k", transfer(*accounts, 5))
    again = posted("k", transfer(*accounts, 5)[::-1], effective_at=NOON + timedelta(days=1))
    assert again == first
    assert rows("ledger_entry") == 1
    assert rows("ledger_posting") == 2


@pytest.mark.parametrize("amount", [4, -5])
def test_the_same_key_and_other_lines_are_refused(amount: int, accounts: Accounts) -> None:
    posted("k", transfer(*accounts, 5))
    with pytest.raises(KeyReused) as caught:
        posted("k", transfer(*accounts, amount))
    assert caught.value.params == {"key": "k"}
    assert rows("ledger_posting") == 2


def test_an_entry_may_move_several_assets(accounts: Accounts) -> None:
    vehicle = Asset.units(uuid4())
    issued, held = opened("issued", "held", asset=vehicle)
    posted("k", [*transfer(*accounts, 100), *transfer(issued, held, 7, vehicle)])
    assert queries.balance(account_id=held, as_of=NOON) == Quantity(7, vehicle)
    assert queries.balance(account_id=accounts[0], as_of=NOON) == Quantity(-100, YUAN)


def test_lines_that_do_not_balance_never_reach_the_database(accounts: Accounts) -> None:
    with pytest.raises(UnsoundEntry):
        posted("k", [*transfer(*accounts, 5), Line(accounts[0], Quantity(1, YUAN))])
    assert rows("ledger_entry") == 0


def test_an_account_takes_only_its_own_asset(accounts: Accounts) -> None:
    with pytest.raises(IntegrityError, match="posting_account_and_asset"):
        posted("k", transfer(*accounts, 5, Asset.cash(Currency.USD)))
    assert rows("ledger_entry") == 0


def test_nothing_is_posted_to_an_account_that_is_not_there(accounts: Accounts) -> None:
    with pytest.raises(IntegrityError, match="posting_account_and_asset"):
        posted("k", transfer(accounts[0], uuid4(), 5))
    assert rows("ledger_entry") == 0


def test_only_a_verb_posts(accounts: Accounts) -> None:
    with pytest.raises(OutsideWork):
        post(key="k", lines=transfer(*accounts, 5), memo="", effective_at=NOON)


def test_a_verb_that_fails_leaves_nothing(accounts: Accounts) -> None:
    with pytest.raises(ZeroDivisionError), working():
        _post_and_fail(accounts)
    assert rows("ledger_entry") == 0


def _post_and_fail(accounts: Accounts) -> None:
    post(key="k", lines=transfer(*accounts, 5), memo="", effective_at=NOON)
    raise ZeroDivisionError
