"""db / locks: how rooms take locks. Each returns evaluated instances or takes nothing; all need a transaction.

Global order: round before subscription before account, ascending primary key within a table.
"""

import hashlib
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from crowdfund.db.work import OutsideWork
from crowdfund.kernel.errors import NotFound

M = TypeVar("M", bound=Model)


def lock_rows(rows: "QuerySet[M, M]") -> list[M]:
    """Lock `rows` in ascending primary key order against change and return them, freshly read."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def lock_row(rows: "QuerySet[M, M]") -> M:
    """Lock the one row of `rows` and return it.

    :raises NotFound: when there is none (or the caller's `visible_to` filter hides it).
    """
    found = lock_rows(rows)
    if len(found) != 1:
        raise NotFound
    return found[0]


def advisory_lock(*parts: object) -> None:
    """Wait for the transaction's exclusive right to the name made of `parts` ("round", id)."""
    _require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(parts)])


def try_advisory_lock(*parts: object) -> bool:
    """Take the right to the name made of `parts` if nobody has it; never waits."""
    _require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_key(parts)])
        row: tuple[bool] = cursor.fetchone()
    return row[0]


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise OutsideWork("a lock outside of a transaction is no lock")


def _key(parts: tuple[object, ...]) -> int:
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
