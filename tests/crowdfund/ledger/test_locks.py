"""Locking accounts."""

from typing import Any
from uuid import uuid4

import psycopg2
import pytest

from crowdfund.ledger.locks import lock_accounts
from tests.crowdfund.ledger.books import opened, working


@pytest.mark.django_db(transaction=True)
def test_a_locked_account_waits_and_posting_to_it_does_not(app_connection: Any) -> None:
    accounts = opened("a", "b")
    with app_connection.cursor() as other:
        other.execute("SET lock_timeout = '50ms'")
        with working():
            locked = lock_accounts([*reversed(accounts), uuid4()])
            assert [account.id for account in locked] == sorted(accounts)
            with pytest.raises(psycopg2.OperationalError, match="lock timeout"):
                other.execute("SELECT 1 FROM ledger_account FOR NO KEY UPDATE")
            other.execute("SELECT 1 FROM ledger_account FOR KEY SHARE")
        other.execute("SELECT 1 FROM ledger_account FOR NO KEY UPDATE")
        assert other.rowcount == 2
