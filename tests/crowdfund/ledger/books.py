"""Accounts and entries for the tests of the ledger, and ways around its verbs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Currency
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line, PostedEntry

NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)
YUAN = Asset.cash(Currency.CNY)
FINGERPRINT = "v1:" + "0" * 64


@contextmanager
def working(now: datetime = NOON) -> Iterator[None]:
    """Stand in for the verb that posts."""
    with unit_of_work(actor=Actor.system("test", "r-1"), now=now):
        yield


@contextmanager
def attempted() -> Iterator[Any]:
    """Give a cursor of the application's role, and run the guards that wait for the commit when the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused(guard: str) -> Iterator[Any]:
    """Give a cursor, and expect that a guard with these words undoes what the block does with it."""
    with pytest.raises(IntegrityError, match=guard), attempted() as cursor:
        yield cursor


def terms(code: str, asset: Asset = YUAN) -> AccountTerms:
    """Return the terms of an account of nobody in particular."""
    return AccountTerms(code=code, asset=asset, kind=AccountKind.ASSET, owner=Owner("round", UUID(int=1)))


def opened(*codes: str, asset: Asset = YUAN) -> tuple[UUID, ...]:
    """Open accounts."""
    with working():
        return tuple(open_account(terms(code, asset)) for code in codes)


def transfer(source: UUID, target: UUID, amount: int, asset: Asset = YUAN) -> list[Line]:
    """Return the lines that move an amount."""
    return [Line(source, Quantity(-amount, asset)), Line(target, Quantity(amount, asset))]


def posted(key: str, lines: list[Line], effective_at: datetime = NOON) -> PostedEntry:
    """Post as a verb of its own."""
    with working():
        return post(key=key, lines=lines, memo="moved", effective_at=effective_at)


def rows(table: str) -> int:
    """Count the rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        found: tuple[int] = cursor.fetchone()
    return found[0]


def insert_entry(cursor: Any, **columns: Any) -> UUID:
    """Insert an entry by SQL, past the verb."""
    values = {
        "id": uuid4(),
        "key": str(uuid4()),
        "memo": "",
        "effective_at": NOON,
        "fingerprint": FINGERPRINT,
        **columns,
    }
    _insert(cursor, "ledger_entry", values)
    entry_id: UUID = values["id"]
    return entry_id


def insert_posting(cursor: Any, entry_id: UUID, line: int, account_id: UUID, units: int, **columns: Any) -> None:
    """Insert a posting by SQL, past the verb."""
    values = {"id": uuid4(), "entry_id": entry_id, "line": line, "account_id": account_id, "units": units}
    _insert(cursor, "ledger_posting", {**values, "asset": YUAN.code, "effective_at": NOON, **columns})


def _insert(cursor: Any, table: str, values: dict[str, Any]) -> None:
    told = {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}
    names, places = ", ".join(told), ", ".join(f"%({name})s" for name in told)
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", told)
