"""Rates: exact, read and written as percentages, and rounded once where they meet money."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money
from crowdfund.kernel.rates import Rate
from crowdfund.kernel.rounding import Rounding
from tests.crowdfund.kernel.strategies import yuan

rates = st.decimals(min_value=-100, max_value=100, places=8).map(Rate)


@given(rates)
def test_percent_text_reads_back_as_the_same_rate(rate: Rate) -> None:
    assert Rate.percent(rate.as_percent_text()) == rate


@given(rates, yuan)
def test_a_rate_of_money_is_rounded_once(rate: Rate, money: Money) -> None:
    exact = Fraction(rate.ratio) * money.minor
    assert abs(rate.of(money, Rounding.HALF_UP).minor - exact) <= Fraction(1, 2)
    assert rate.of(money, Rounding.FLOOR).minor <= exact <= rate.of(money, Rounding.CEILING).minor


@given(rates, rates)
def test_order_follows_the_ratio(left: Rate, right: Rate) -> None:
    assert (left < right) == (left.ratio < right.ratio)
    assert (left == right) == (left.ratio == right.ratio)


def test_the_decimal_context_changes_nothing() -> None:
    with localcontext(prec=2):
        assert Rate.percent("12.345678").ratio == Decimal("0.12345678")
        assert Rate(Decimal("0.12345678")).as_percent_text() == "12.345678%"


@pytest.mark.parametrize(
    ("text", "shown"), [("0", "0%"), ("-0", "0%"), ("20", "20%"), ("12.50%", "12.5%"), ("100", "100%"), ("-3.0", "-3%")]
)
def test_percentages_are_shown_without_needless_zeros(text: str, shown: str) -> None:
    assert Rate.percent(text).as_percent_text() == shown


def test_a_large_ratio_is_shown_in_digits() -> None:
    assert Rate(Decimal("1E+2")).as_percent_text() == "10000%"


@pytest.mark.parametrize("text", ["", "%", "12,5", "1e2", " 5", "5 %", "NaN", "１"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a percentage"):
        Rate.percent(text)


@pytest.mark.parametrize("ratio", ["NaN", "Infinity"])
def test_a_rate_is_finite(ratio: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        Rate(Decimal(ratio))


def test_a_rate_is_not_a_float() -> None:
    with pytest.raises(TypeError):
        Rate(0.125)  # type: ignore[arg-type]


def test_a_fee_of_one_and_a_half_per_cent() -> None:
    fee = Rate.percent("1.5").of(Money.parse("333.33", Currency.CNY), Rounding.HALF_UP)
    assert fee.as_text() == "5.00"
    assert Rate.percent("20").as_fraction() == Fraction(1, 5)
