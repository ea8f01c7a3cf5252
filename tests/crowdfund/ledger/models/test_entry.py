"""Entries and postings: each guard violated by SQL, as the role the application runs as.

Deferred guards run at commit, so here they are asked for; `test_transactions` lets real commits fail.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.assets import Asset
from tests.crowdfund.ledger.books import (
    NOON,
    attempted,
    insert_entry,
    insert_posting,
    opened,
    posted,
    refused,
    rows,
    transfer,
)

pytestmark = pytest.mark.django_db

Cursor = Any
Accounts = tuple[UUID, UUID]
DOLLAR = Asset.cash(Currency.USD)


@pytest.fixture
def accounts() -> Accounts:
    """Return two accounts in yuan."""
    first, second = opened("a", "b")
    return first, second


def _balanced(cursor: Cursor, accounts: Accounts, **columns: Any) -> UUID:
    entry_id = insert_entry(cursor, **columns)
    told = {"effective_at": columns["effective_at"]} if "effective_at" in columns else {}
    insert_posting(cursor, entry_id, 1, accounts[0], -5, **told)
    insert_posting(cursor, entry_id, 2, accounts[1], 5, **told)
    return entry_id


def _mirrored(cursor: Cursor, accounts: Accounts, **columns: Any) -> UUID:
    return _balanced(cursor, (accounts[1], accounts[0]), **columns)


def test_the_control_passes_every_guard(accounts: Accounts) -> None:
    with attempted() as cursor:
        _mirrored(cursor, accounts, reverses_id=_balanced(cursor, accounts))
    assert rows("ledger_posting") == 4


def _one_sided(cursor: Cursor, accounts: Accounts) -> None:
    insert_posting(cursor, insert_entry(cursor), 1, accounts[0], 5)


def _off_by_one(cursor: Cursor, accounts: Accounts) -> None:
    entry_id = insert_entry(cursor)
    insert_posting(cursor, entry_id, 1, accounts[0], -5)
    insert_posting(cursor, entry_id, 2, accounts[1], 6)


def _unbalanced_after_an_early_check(cursor: Cursor, accounts: Accounts) -> None:
    entry_id = _balanced(cursor, accounts)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    insert_posting(cursor, entry_id, 3, accounts[0], 1)


def _unbalanced_after_a_savepoint_was_undone(cursor: Cursor, accounts: Accounts) -> None:
    entry_id = insert_entry(cursor)
    insert_posting(cursor, entry_id, 1, accounts[0], -5)
    cursor.execute("SAVEPOINT here")
    insert_posting(cursor, entry_id, 2, accounts[1], 5)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("ROLLBACK TO SAVEPOINT here")


def _unbalanced_in_another_search_path(cursor: Cursor, accounts: Accounts) -> None:
    _off_by_one(cursor, accounts)
    cursor.execute("SET LOCAL search_path = pg_temp, pg_catalog")


@pytest.mark.parametrize(
    "write",
    [
        _one_sided,
        _off_by_one,
        _unbalanced_after_an_early_check,
        _unbalanced_after_a_savepoint_was_undone,
        _unbalanced_in_another_search_path,
    ],
)
def test_an_entry_sums_to_zero(write: Callable[[Cursor, Accounts], None], accounts: Accounts) -> None:
    with refused("does not sum to zero") as cursor:
        write(cursor, accounts)


def test_an_entry_sums_to_zero_in_each_asset(accounts: Accounts) -> None:
    (dollars,) = opened("c", asset=DOLLAR)
    with refused("does not sum to zero: off in cash:") as cursor:
        entry_id = insert_entry(cursor)
        insert_posting(cursor, entry_id, 1, accounts[0], -5)
        insert_posting(cursor, entry_id, 2, dollars, 5, asset=DOLLAR.code)


def test_an_entry_has_postings() -> None:
    with refused("has no postings") as cursor:
        insert_entry(cursor)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [({"key": ""}, "entry_has_a_key"), ({"fingerprint": "v1:short"}, "entry_fingerprint_form")],
)
def test_a_bad_entry_is_refused(columns: dict[str, Any], constraint: str) -> None:
    with refused(constraint) as cursor:
        insert_entry(cursor, **columns)


def test_a_key_posts_once(accounts: Accounts) -> None:
    posted("k", transfer(*accounts, 5))
    with refused("entry_key_posts_once") as cursor:
        insert_entry(cursor, key="k")


@pytest.mark.parametrize(
    ("line", "units", "columns", "guard"),
    [
        (1, 0, {}, "posting_is_not_zero"),
        (0, 5, {}, "posting_lines_start_at_one"),
        (2, 5, {}, "have a gap"),
        (1, 5, {"effective_at": NOON + timedelta(microseconds=1)}, "at another instant"),
        (1, 5, {"asset": "cash:USD"}, "posting_account_and_asset"),
        (1, 5, {"account_id": uuid4()}, "posting_account_and_asset"),
        (1, 5, {"entry_id": uuid4()}, "takes no postings"),
    ],
    ids=["zero", "line zero", "gap", "another instant", "another asset", "no such account", "no such entry"],
)
def test_a_bad_posting_is_refused(
    line: int, units: int, columns: dict[str, Any], guard: str, accounts: Accounts
) -> None:
    with refused(guard) as cursor:
        good = {"entry_id": insert_entry(cursor), "line": line, "account_id": accounts[0], "units": units}
        insert_posting(cursor, **{**good, **columns})


def test_a_line_is_given_once(accounts: Accounts) -> None:
    with refused("posting_one_a_line") as cursor:
        insert_posting(cursor, _balanced(cursor, accounts), 2, accounts[0], 5)


def test_an_entry_is_reversed_once(accounts: Accounts) -> None:
    with refused("reverses_id") as cursor:
        original = _balanced(cursor, accounts)
        _mirrored(cursor, accounts, reverses_id=original)
        _mirrored(cursor, accounts, reverses_id=original)


def test_an_entry_reverses_one_that_exists(accounts: Accounts) -> None:
    with refused("foreign key") as cursor:
        _balanced(cursor, accounts, reverses_id=uuid4())


def test_a_reversal_is_the_mirror_of_what_it_reverses(accounts: Accounts) -> None:
    with refused("does not undo exactly") as cursor:
        _balanced(cursor, accounts, reverses_id=_balanced(cursor, accounts))


def test_a_reversal_is_not_reversed(accounts: Accounts) -> None:
    with refused("reverses a reversal") as cursor:
        reversal = _mirrored(cursor, accounts, reverses_id=_balanced(cursor, accounts))
        _balanced(cursor, accounts, reverses_id=reversal)


def test_nothing_is_reversed_before_it_takes_effect(accounts: Accounts) -> None:
    with refused("takes effect later") as cursor:
        original = _balanced(cursor, accounts)
        _mirrored(cursor, accounts, reverses_id=original, effective_at=NOON - timedelta(microseconds=1))


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_may_not_change_or_remove(statement: str, table: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting", "ledger_account"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nobody_may_change_or_remove(statement: str, table: str, superuser_connection: Any) -> None:
    with superuser_connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        cursor.execute("SET pgtrigger.ignore = %s", ["{" + ",".join(name for (name,) in cursor.fetchall()) + "}"])
        with pytest.raises(psycopg2.IntegrityError, match="never changed or removed"):
            cursor.execute(statement.format(table))
