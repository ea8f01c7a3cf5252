"""Accounts of an exit are spelled in one place."""

from uuid import UUID

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind
from exits.core.accounts import buyer_account, proceeds_account

ONE = UUID(int=1)


def test_what_the_buyer_owes_and_what_sellers_are_owed_are_two_sides():
    owes, is_owed = buyer_account(ONE, Currency.CNY), proceeds_account(ONE, Currency.CNY)
    assert (owes.kind, is_owed.kind) == (AccountKind.ASSET, AccountKind.LIABILITY)
    assert owes.asset == is_owed.asset
    assert owes.code != is_owed.code
