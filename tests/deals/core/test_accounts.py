"""The accounts of a raise are spelled in one way."""

from uuid import UUID

import pytest

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind
from deals.core.accounts import claim_account, custody_account, issuer_account, suspense_account

KEY = UUID("0190aaaa-bbbb-7ccc-8ddd-0123456789ab")


@pytest.mark.parametrize(
    ("account", "name", "kind", "owner"),
    [
        (custody_account, "custody", AccountKind.ASSET, "round"),
        (suspense_account, "suspense", AccountKind.LIABILITY, "round"),
        (issuer_account, "issuer", AccountKind.LIABILITY, "round"),
        (claim_account, "claim", AccountKind.LIABILITY, "subscription"),
    ],
)
def test_an_account_names_its_owner_and_what_is_not_yuan(account, name, kind, owner):
    terms = account(KEY, Currency.CNY)
    assert (terms.code, terms.kind, terms.owner.kind, terms.owner.id) == (f"{name}:{KEY}", kind, owner, KEY)
    assert account(KEY, Currency.USD).code == f"{name}:{KEY}:USD"
    assert terms.asset.currency is Currency.CNY
