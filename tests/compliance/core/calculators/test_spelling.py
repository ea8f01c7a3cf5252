"""How answers spell values."""

from decimal import Decimal
from fractions import Fraction

from compliance.core.calculators.spelling import NOT_SENT, money_text, percent_of, percent_text, sent
from crowdfund.kernel.money import Currency, Money

YUAN = Money(100, Currency.CNY)


def test_a_percentage_has_two_decimals_half_up():
    assert percent_text(Fraction(20, 3)) == "6.67"
    assert percent_text(Decimal("0.005")) == "0.01"
    assert percent_text(Fraction(-1, 200)) == "-0.01"
    assert percent_text(None) is None


def test_a_part_of_nothing_is_no_percentage():
    assert percent_of(YUAN, Money.zero(Currency.CNY)) is None
    assert percent_of(None, YUAN) is None
    assert percent_of(YUAN, YUAN * 3) == Fraction(100, 3)


def test_what_was_not_sent_is_unknown():
    assert sent(None) is NOT_SENT
    assert sent(False) is False
    assert (money_text(YUAN), money_text(None)) == ("1.00", None)
