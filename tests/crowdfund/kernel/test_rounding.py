"""Named roundings: each keeps its promise for every exact value, whatever the decimal context."""

import decimal
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.rounding import Rounding, round_decimal, round_to_int
from tests.crowdfund.kernel.strategies import fractions

ORACLE = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.FLOOR: decimal.ROUND_FLOOR,
    Rounding.CEILING: decimal.ROUND_CEILING,
}


@given(st.integers(-(10**8), 10**8), st.sampled_from(Rounding))
def test_it_agrees_with_the_standard_library(thousandths: int, rounding: Rounding) -> None:
    value = Decimal(thousandths).scaleb(-3)
    assert round_to_int(value, rounding) == value.to_integral_value(ORACLE[rounding])
    assert round_decimal(value, 1, rounding) == value.quantize(Decimal("0.1"), ORACLE[rounding])


@given(fractions, st.sampled_from(Rounding))
def test_the_answer_is_a_neighbour_and_whole_numbers_stay(value: Fraction, rounding: Rounding) -> None:
    assert abs(round_to_int(value, rounding) - value) < 1
    assert round_to_int(Fraction(round_to_int(value, rounding)), rounding) == round_to_int(value, rounding)


@given(fractions)
def test_mirrored_values_round_to_mirrored_answers(value: Fraction) -> None:
    for rounding in (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP):
        assert round_to_int(-value, rounding) == -round_to_int(value, rounding)
    assert round_to_int(-value, Rounding.FLOOR) == -round_to_int(value, Rounding.CEILING)


@pytest.mark.parametrize(
    ("rounding", "answers"),
    [
        (Rounding.HALF_UP, (-3, -2, -1, 1, 2, 3)),
        (Rounding.HALF_EVEN, (-2, -2, 0, 0, 2, 2)),
        (Rounding.DOWN, (-2, -1, 0, 0, 1, 2)),
        (Rounding.UP, (-3, -2, -1, 1, 2, 3)),
        (Rounding.FLOOR, (-3, -2, -1, 0, 1, 2)),
        (Rounding.CEILING, (-2, -1, 0, 1, 2, 3)),
    ],
)
def test_halves(rounding: Rounding, answers: tuple[int, ...]) -> None:
    halves = [Decimal(text) for text in ("-2.5", "-1.5", "-0.5", "0.5", "1.5", "2.5")]
    assert tuple(round_to_int(half, rounding) for half in halves) == answers


def test_long_numbers_keep_every_digit() -> None:
    long = Decimal("123456789012345678901234567890.125")
    with localcontext(prec=5):
        assert round_decimal(long, 2, Rounding.HALF_EVEN).as_tuple().digits[-4:] == (9, 0, 1, 2)
        assert round_to_int(long, Rounding.UP) == 123456789012345678901234567891


def test_trailing_zeros_are_kept() -> None:
    assert str(round_decimal(Decimal("1.5"), 4, Rounding.DOWN)) == "1.5000"
    assert str(round_decimal(Fraction(-1, 8), 2, Rounding.HALF_UP)) == "-0.13"


def test_negative_places_are_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        round_decimal(Decimal(1), -1, Rounding.DOWN)


@pytest.mark.parametrize(("value", "error"), [("NaN", ValueError), ("Infinity", OverflowError)])
def test_what_is_no_number_is_refused(value: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        round_to_int(Decimal(value), Rounding.DOWN)
