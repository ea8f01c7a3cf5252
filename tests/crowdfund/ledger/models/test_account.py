"""Accounts: each guard violated by SQL, as the role the application runs as."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.crowdfund.ledger.books import NOON, opened

pytestmark = pytest.mark.django_db

GOOD = {
    "id": UUID(int=9),
    "code": "round:9:custody",
    "asset": "cash:CNY",
    "kind": "asset",
    "owner_kind": "round",
    "owner_id": UUID(int=1),
    "opened_at": NOON,
}


def _insert(**changed: Any) -> None:
    values = {name: str(value) if isinstance(value, UUID) else value for name, value in {**GOOD, **changed}.items()}
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "INSERT INTO ledger_account (id, code, asset, kind, owner_kind, owner_id, opened_at)"
            " VALUES (%(id)s, %(code)s, %(asset)s, %(kind)s, %(owner_kind)s, %(owner_id)s, %(opened_at)s)",
            values,
        )


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"code": "with blank "}, "account_code_form"),
        ({"code": ""}, "account_code_form"),
        ({"asset": "gold:1"}, "account_asset_form"),
        ({"asset": "units:nothing"}, "account_asset_form"),
        ({"kind": "pocket"}, "account_kind_is_a_word"),
        ({"owner_kind": ""}, "account_has_an_owner"),
    ],
)
def test_a_bad_account_is_refused(changed: dict[str, Any], constraint: str) -> None:
    _insert(id=UUID(int=8), code="control")
    with pytest.raises(IntegrityError, match=constraint):
        _insert(**changed)


def test_a_code_is_given_once() -> None:
    _insert()
    with pytest.raises(IntegrityError, match="account_code_is_its_own"):
        _insert(id=uuid4())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_account SET asset = 'cash:USD'",
        "UPDATE ledger_account SET owner_id = gen_random_uuid() WHERE false",
        "DELETE FROM ledger_account",
    ],
)
def test_an_account_is_fixed(statement: str) -> None:
    opened("a")
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        cursor.execute(statement)
