"""Opening accounts: once, and only by a verb."""

from dataclasses import replace

import pytest

from crowdfund.db.work import OutsideWork
from crowdfund.kernel.money import Currency
from crowdfund.ledger import queries
from crowdfund.ledger.actions.open_account import CodeTaken, open_account
from crowdfund.ledger.core.accounts import AccountKind
from crowdfund.ledger.core.assets import Asset, Quantity
from tests.crowdfund.ledger.books import NOON, YUAN, rows, terms, working

pytestmark = pytest.mark.django_db


def test_an_account_is_empty_at_first() -> None:
    asked = terms("round:1:custody")
    with working():
        account_id = open_account(asked)
    assert queries.balance(account_id=account_id, as_of=NOON) == Quantity.zero(YUAN)
    assert queries.accounts_of(asked.owner) == {"round:1:custody": account_id}


def test_opening_it_again_returns_the_first_one() -> None:
    with working():
        first = open_account(terms("a"))
    with working():
        assert open_account(terms("a")) == first
    assert rows("ledger_account") == 1


def test_a_code_with_other_terms_is_taken() -> None:
    asked = terms("a")
    with working():
        open_account(asked)
        with pytest.raises(CodeTaken):
            open_account(replace(asked, asset=Asset.cash(Currency.USD)))
        with pytest.raises(CodeTaken):
            open_account(replace(asked, kind=AccountKind.LIABILITY))


def test_only_a_verb_opens_accounts() -> None:
    with pytest.raises(OutsideWork):
        open_account(terms("a"))
