"""Two connections post the same key at once. The control takes the unique key away, and then both get through."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from crowdfund.ledger import queries
from crowdfund.ledger.actions.post import KeyReused, post
from crowdfund.ledger.actions.reverse_entry import CannotReverseEntry, reverse_entry
from crowdfund.ledger.core.entries import PostedEntry
from tests.crowdfund.ledger.books import NOON, opened, posted, rows, transfer, working

pytestmark = pytest.mark.django_db(transaction=True)

Accounts = tuple[UUID, UUID]
PATIENCE = 30
"""Seconds after which a twin that neither waits nor ends counts as lost."""


@pytest.fixture
def accounts() -> Accounts:
    """Return two accounts in yuan."""
    first, second = opened("a", "b")
    return first, second


@contextmanager
def twin() -> Iterator[ThreadPoolExecutor]:
    """Give a second thread, with a connection of its own that is closed with it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool
        pool.submit(connections.close_all).result(timeout=PATIENCE)


def _post(accounts: Accounts, amount: int = 5) -> PostedEntry:
    return post(key="k", lines=transfer(*accounts, amount), memo="", effective_at=NOON)


def _post_in_a_verb(accounts: Accounts, amount: int = 5) -> PostedEntry:
    with working():
        return _post(accounts, amount)


def _reverse(entry: PostedEntry, key: str) -> PostedEntry:
    return reverse_entry(key=key, entry_id=entry.id, memo="", effective_at=NOON)


def _reverse_in_a_verb(entry: PostedEntry, key: str) -> PostedEntry:
    with working():
        return _reverse(entry, key)


def _wait_until_it_waits(running: Future[Any]) -> None:
    """Return once the twin's statement waits for this connection's transaction."""
    deadline = monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone() != (0,):
                return
            assert not running.done(), "the twin did not wait"
    raise AssertionError("the twin neither waits nor ends")


def test_control_without_the_unique_key_both_post(accounts: Accounts, superuser_connection: Any) -> None:
    with superuser_connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DROP CONSTRAINT entry_key_posts_once")
        try:
            with twin() as second, working():
                _post(accounts)
                second.submit(_post_in_a_verb, accounts).result(timeout=PATIENCE)
            assert rows("ledger_entry") == 2
        finally:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("TRUNCATE ledger_entry CASCADE")
            cursor.execute("ALTER TABLE ledger_entry ADD CONSTRAINT entry_key_posts_once UNIQUE (key)")


def test_the_second_waits_and_gets_the_first_ones_entry(accounts: Accounts) -> None:
    with twin() as second:
        with working():
            first = _post(accounts)
            running = second.submit(_post_in_a_verb, accounts)
            _wait_until_it_waits(running)
        assert running.result(timeout=PATIENCE) == first
    assert rows("ledger_entry") == 1
    assert rows("ledger_posting") == 2


def test_the_second_with_other_lines_is_refused(accounts: Accounts) -> None:
    with twin() as second:
        with working():
            _post(accounts)
            running = second.submit(_post_in_a_verb, accounts, 6)
            _wait_until_it_waits(running)
        with pytest.raises(KeyReused):
            running.result(timeout=PATIENCE)
    assert rows("ledger_posting") == 2


def test_the_second_posts_when_the_first_one_fails(accounts: Accounts) -> None:
    with twin() as second:
        with pytest.raises(ZeroDivisionError), working():
            _post_let_wait_and_fail(accounts, second)
        again = second.submit(_post_in_a_verb, accounts).result(timeout=PATIENCE)
    assert rows("ledger_entry") == 1
    assert queries.entry_with_key("k") == again


def _post_let_wait_and_fail(accounts: Accounts, second: ThreadPoolExecutor) -> None:
    _post(accounts)
    _wait_until_it_waits(second.submit(_post_in_a_verb, accounts))
    raise ZeroDivisionError


def test_of_two_reversals_one_is_refused(accounts: Accounts) -> None:
    entry = posted("k", transfer(*accounts, 5))
    with twin() as second:
        with working():
            _reverse(entry, "undo")
            running = second.submit(_reverse_in_a_verb, entry, "undo as well")
            _wait_until_it_waits(running)
        with pytest.raises(CannotReverseEntry):
            running.result(timeout=PATIENCE)
    assert rows("ledger_entry") == 2


def test_different_keys_do_not_wait_for_each_other(accounts: Accounts) -> None:
    with twin() as second, working():
        _post(accounts)
        other = second.submit(posted, "another key", transfer(*accounts, 5)).result(timeout=PATIENCE)
    assert other.key == "another key"
    assert rows("ledger_entry") == 2
