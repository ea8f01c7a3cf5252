"""Money: a group under addition, ordered within a currency, exact in and out of text, and not divisible."""

import operator
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, CurrencyMismatch, Money
from tests.crowdfund.kernel.strategies import monies, weights, yuan

CNY, USD = Currency.CNY, Currency.USD


@given(yuan, yuan, yuan)
def test_addition_is_a_commutative_group(a: Money, b: Money, c: Money) -> None:
    zero = Money.zero(CNY)
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + zero == a
    assert a + -a == zero
    assert a - b == a + -b
    assert sum([a, b, c], zero) == a + b + c


@given(yuan, st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_multiplication_distributes(a: Money, m: int, n: int) -> None:
    assert a * (m + n) == a * m + n * a
    assert a * 1 == a
    assert not a * 0


@given(yuan, yuan)
def test_order_follows_the_minor_units(a: Money, b: Money) -> None:
    assert (a < b) == (a.minor < b.minor) == (b > a)
    assert (a <= b) == (a.minor <= b.minor) == (b >= a)
    assert (a < b) + (a == b) + (a > b) == 1


@given(monies)
def test_text_reads_back_as_the_same_amount(money: Money) -> None:
    assert Money.parse(money.as_text(), money.currency) == money
    assert Decimal(money.as_text()) == money.as_decimal()


@given(monies)
def test_the_decimal_context_changes_nothing(money: Money) -> None:
    with localcontext(prec=3):
        decimal = money.as_decimal()
    assert Fraction(decimal) * 100 == money.minor


@given(yuan.filter(lambda money: money.minor >= 0), weights)
def test_allocation_conserves_the_amount(money: Money, claims: list[int]) -> None:
    shares = money.allocate(claims)
    assert len(shares) == len(claims)
    assert sum(shares, Money.zero(CNY)) == money


@given(yuan, yuan.filter(bool))
def test_a_ratio_is_exact(a: Money, b: Money) -> None:
    assert a.ratio_to(b) * b.minor == a.minor


def test_the_round_target_of_the_books() -> None:
    target = Money.parse("2500000.00", CNY)
    assert target == Money(250_000_000, CNY)
    assert target.as_text() == "2500000.00"
    assert str(target) == "CNY 2500000.00"
    assert Money.parse("500000", CNY).ratio_to(target) == Fraction(1, 5)


@pytest.mark.parametrize(
    ("text", "minor"), [("0", 0), ("-0.00", 0), ("0.1", 10), ("0.01", 1), ("-0.01", -1), ("007.5", 750)]
)
def test_spellings_that_are_read(text: str, minor: int) -> None:
    assert Money.parse(text, CNY).minor == minor


@pytest.mark.parametrize(
    "text",
    ["", ".5", "1.", "1.001", "1.000", "1,000", "1e3", " 1", "1\n", "+1", "--1", "NaN", "Infinity", "１２", "٣", "1_0"],
)
def test_spellings_that_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an amount|decimal digits"):
        Money.parse(text, CNY)


@pytest.mark.parametrize(
    "operation",
    [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge, Money.ratio_to],
)
def test_currencies_do_not_mix(operation: Callable[[Money, Money], object]) -> None:
    with pytest.raises(CurrencyMismatch):
        operation(Money(1, CNY), Money(1, USD))


def test_amounts_of_two_currencies_are_unequal() -> None:
    assert Money(1, CNY) != Money(1, USD)
    assert Money.zero(CNY) != Money.zero(USD)


@pytest.mark.parametrize("operation", [operator.truediv, operator.floordiv, operator.mod, divmod, operator.pow])
@pytest.mark.parametrize("other", [2, Money(2, CNY)])
def test_money_cannot_be_divided(operation: Callable[[object, object], object], other: object) -> None:
    with pytest.raises(TypeError):
        operation(Money(10, CNY), other)


@pytest.mark.parametrize("other", [1, 0, Decimal(1), 1.0, "1"])
@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_money_meets_only_money(operation: Callable[[object, object], object], other: object) -> None:
    with pytest.raises(TypeError):
        operation(Money(10, CNY), other)


@pytest.mark.parametrize("times", [0.5, Decimal("0.5"), True, Money(2, CNY)])
def test_money_is_multiplied_by_whole_numbers_only(times: object) -> None:
    with pytest.raises(TypeError):
        Money(10, CNY) * times  # type: ignore[operator]


@pytest.mark.parametrize("minor", [1.0, Decimal(1), "1", True, None])
def test_minor_units_are_whole(minor: int) -> None:
    with pytest.raises(TypeError):
        Money(minor, CNY)


def test_negative_money_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="negative"):
        Money(-1, CNY).allocate([1])


def test_a_ratio_to_nothing_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        Money(1, CNY).ratio_to(Money.zero(CNY))
