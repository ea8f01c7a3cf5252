"""What can't be a share of the raise says why, and what to supply."""

import pytest

from compliance.core.facts import Basis
from compliance.core.rules.lead_shares import NoShare, Share, share_of
from crowdfund.kernel.money import Currency, Money

TENTH = Money.parse("10.00", Currency.CNY)
WHOLE = Money.parse("100.00", Currency.CNY)


def test_a_share_is_exact():
    share = share_of(Basis.OPENING, TENTH, WHOLE)
    assert isinstance(share, Share)
    assert share.percent == 10


@pytest.mark.parametrize(
    ("base", "why", "remedy"),
    [
        (Money.parse("100.00", Currency.USD), "can't be compared", "currency"),
        (Money.zero(Currency.CNY), "there is no share", "Supply"),
    ],
)
def test_another_currency_and_an_empty_base_are_no_share(base: Money, why: str, remedy: str):
    found = share_of(Basis.CLOSE, TENTH, base)
    assert isinstance(found, NoShare)
    assert found.basis is Basis.CLOSE
    assert why in found.why.en
    assert found.why.zh
    assert remedy in found.remedy.en
