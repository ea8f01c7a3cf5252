"""A value is written as its unit asks, exactly, or not at all."""

from decimal import Decimal

import pytest

from compliance.core.units import UNITS, WrongUnit, as_text
from crowdfund.kernel.money import Currency, Money


@pytest.mark.parametrize(
    ("unit", "raw", "value"),
    [
        ("CNY", "1000000.00", Money(100_000_000, Currency.CNY)),
        ("CNY", "0.01", Money(1, Currency.CNY)),
        ("percent", "30", Decimal(30)),
        ("percent", "2.5", Decimal("2.5")),
        ("months", 12, 12),
        ("persons", 0, 0),
        ("legal_forms", ["limited_partnership"], frozenset({"limited_partnership"})),
    ],
)
def test_a_value_in_its_unit_is_read_exactly(unit: str, raw: object, value: object):
    assert UNITS[unit](raw) == value


@pytest.mark.parametrize(
    ("unit", "raw"),
    [
        ("CNY", "1000000"),
        ("CNY", "1,000,000.00"),
        ("CNY", "-1.00"),
        ("CNY", "1.000"),
        ("CNY", 1_000_000),
        ("CNY", "١.00"),
        ("percent", 30),
        ("percent", "30%"),
        ("percent", "2.1234567"),
        ("percent", "-1"),
        ("months", "12"),
        ("months", -1),
        ("months", True),
        ("legal_forms", []),
        ("legal_forms", "limited_partnership"),
        ("legal_forms", ["partnership"]),
        ("legal_forms", ["limited_partnership", "limited_partnership"]),
        ("legal_forms", [["limited_partnership"]]),
    ],
)
def test_a_value_in_another_shape_is_refused(unit: str, raw: object):
    with pytest.raises(WrongUnit):
        UNITS[unit](raw)


def test_words_have_one_spelling_whatever_their_order():
    assert as_text(frozenset({"b", "a"})) == "a, b"
    assert as_text(Money(5, Currency.CNY)) == "0.05"
    assert as_text(Decimal("2.50")) == "2.50"
