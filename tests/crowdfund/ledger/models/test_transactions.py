"""What only a real commit can show."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.crowdfund.ledger.books import insert_entry, insert_posting, opened, posted, refused, rows, transfer

pytestmark = pytest.mark.django_db(transaction=True)

Accounts = tuple[UUID, UUID]


@pytest.fixture
def accounts() -> Accounts:
    """Return two accounts in yuan."""
    first, second = opened("a", "b")
    return first, second


def test_an_unbalanced_entry_does_not_commit(accounts: Accounts) -> None:
    with (
        pytest.raises(IntegrityError, match="does not sum to zero"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        insert_posting(cursor, insert_entry(cursor), 1, accounts[0], 5)
    assert rows("ledger_entry") == rows("ledger_posting") == 0


def test_an_entry_without_postings_does_not_commit() -> None:
    with pytest.raises(IntegrityError, match="has no postings"), transaction.atomic(), connection.cursor() as cursor:
        insert_entry(cursor)
    assert rows("ledger_entry") == 0


def test_a_committed_entry_takes_no_postings(accounts: Accounts) -> None:
    entry = posted("k", transfer(*accounts, 5))
    with refused("takes no postings") as cursor:
        insert_posting(cursor, entry.id, 3, accounts[0], -5)
        insert_posting(cursor, entry.id, 4, accounts[1], 5)
    assert rows("ledger_posting") == 2


def test_an_entry_that_names_another_transaction_takes_no_postings(accounts: Accounts) -> None:
    with refused("takes no postings") as cursor:
        cursor.execute("SELECT (pg_current_xact_id()::text::bigint + 1)::text")
        (next_transaction,) = cursor.fetchone()
        insert_posting(cursor, insert_entry(cursor, made_in=next_transaction), 1, accounts[0], 5)


def test_postings_may_be_added_from_within_savepoints(accounts: Accounts) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        with transaction.atomic():
            entry_id = insert_entry(cursor)
        with transaction.atomic():
            insert_posting(cursor, entry_id, 1, accounts[0], -5)
        insert_posting(cursor, entry_id, 2, accounts[1], 5)
    assert rows("ledger_posting") == 2
