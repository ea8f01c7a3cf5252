"""Account terms: what is fixed at opening has a form."""

from uuid import uuid4

import pytest

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset


def _terms(code: str) -> AccountTerms:
    return AccountTerms(
        code=code, asset=Asset.cash(Currency.CNY), kind=AccountKind.ASSET, owner=Owner("round", uuid4())
    )


@pytest.mark.parametrize("code", ["a", "round:0190163d:custody:CNY", "x" * 120])
def test_codes_that_are_taken(code: str) -> None:
    assert _terms(code).code == code


@pytest.mark.parametrize("code", ["", " a", "a b", ":a", "托管", "x" * 121, "a\n"])
def test_codes_that_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is not an account code"):
        _terms(code)
