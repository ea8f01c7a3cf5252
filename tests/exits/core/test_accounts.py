"""Accounts of an exit are spelled in one place."""

from uuid import UUID

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind
from exits.core.accounts import proceeds_account, purchase_account

ONE = UUID(int=1)


def test_what_the_buyer_has_paid_and_what_sellers_get_is_owed_both_times():
    paid, is_owed = purchase_account(ONE, Currency.CNY), proceeds_account(ONE, Currency.CNY)
    assert (paid.kind, is_owed.kind) == (AccountKind.LIABILITY, AccountKind.LIABILITY)
    assert paid.asset == is_owed.asset
    assert paid.code != is_owed.code
