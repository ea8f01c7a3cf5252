"""Units for money, one for each fen, and tables that add up to the whole."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money
from deals.core.captable import Contribution, UnitHolding, allot, cap_table, units_for

AMOUNTS = st.lists(st.integers(min_value=1, max_value=10**13), min_size=1, max_size=50)


def _contributions(amounts: list[int]) -> list[Contribution]:
    return [
        Contribution(
            subscription_id=UUID(int=1000 + place),
            investor_id=UUID(int=place),
            amount=Money(minor, Currency.CNY),
            is_lead=place == 0,
        )
        for place, minor in enumerate(amounts)
    ]


@given(AMOUNTS)
def test_every_fen_is_a_unit_and_the_table_is_the_whole(amounts: list[int]):
    holdings = allot(_contributions(amounts))
    assert [each.units for each in holdings] == amounts
    table = cap_table(holdings)
    assert table.units == sum(line.units for line in table.lines) == sum(amounts)
    assert sum((line.share for line in table.lines), start=Fraction(0)) == 1
    assert [line.units for line in table.lines] == sorted(amounts, reverse=True)
    assert [line.holder_id for line in table.lines if line.is_lead] == [UUID(int=0)]


def test_equal_holders_stand_in_the_order_of_their_ids_and_empty_hands_are_left_out():
    table = cap_table(
        [
            UnitHolding(holder_id=UUID(int=3), units=5, is_lead=False),
            UnitHolding(holder_id=UUID(int=2), units=0, is_lead=True),
            UnitHolding(holder_id=UUID(int=1), units=5, is_lead=False),
        ]
    )
    assert [(line.holder_id.int, line.share) for line in table.lines] == [(1, Fraction(1, 2)), (3, Fraction(1, 2))]


@pytest.mark.parametrize("minor", [0, -1])
def test_no_units_for_no_money(minor: int):
    with pytest.raises(ValueError, match="money that was paid"):
        units_for(Money(minor, Currency.CNY))


def test_nobody_contributes_twice():
    (one,) = _contributions([5])
    with pytest.raises(ValueError, match="one live subscription"):
        allot([one, one])


@pytest.mark.parametrize("units", [[], [0], [5, -1]])
def test_a_vehicle_of_nobody_has_no_table(units: list[int]):
    holdings = [UnitHolding(holder_id=UUID(int=place), units=held, is_lead=False) for place, held in enumerate(units)]
    with pytest.raises(ValueError, match="a vehicle has units"):
        cap_table(holdings)
