"""The arithmetic of a next-round exit: nothing is lost, nobody gets more than they asked for."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money
from exits.core.next_round import Claim, Portion, meets_valuation, proceeds_of, settle, unit_price

NOTHING = Money.zero(Currency.CNY)
NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)


def _yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


def _claim(number: int, held: int, portion: Portion = Portion.ALL, *, minutes: int = 0) -> Claim:
    return Claim(id=UUID(int=number), units_held=held, portion=portion, claimed_at=NOON + timedelta(minutes=minutes))


CLAIMS = st.lists(
    st.builds(
        Claim,
        id=st.uuids(),
        units_held=st.integers(min_value=1, max_value=10**12),
        portion=st.sampled_from(Portion),
        claimed_at=st.datetimes(timezones=st.just(UTC)),
    ),
    max_size=40,
    unique_by=lambda claim: claim.id,
)
PRICES = st.decimals(min_value=0, max_value=10_000, places=4)


@given(CLAIMS, st.integers(min_value=0, max_value=10**13), PRICES)
def test_units_and_money_are_conserved(claims: list[Claim], capacity: int, price: Decimal):
    fills = settle(claims, capacity_units=capacity, price=price, nothing=NOTHING)
    requested = sum(claim.units_requested for claim in claims)
    assert [fill.id for fill in fills] == [claim.id for claim in claims]
    assert sum(fill.units_filled for fill in fills) == min(requested, capacity)
    assert all(0 <= fill.units_filled <= fill.units_requested for fill in fills)
    assert all(abs(Fraction(price) * 100 * fill.units_filled - fill.proceeds.minor) <= Fraction(1, 2) for fill in fills)
    if requested > capacity:
        quotas = [Fraction(capacity * claim.units_requested, requested) for claim in claims]
        assert all(abs(fill.units_filled - quota) < 1 for fill, quota in zip(fills, quotas, strict=True))


@given(CLAIMS, st.integers(min_value=0, max_value=10**13), st.randoms())
def test_the_order_of_the_list_decides_nothing(claims: list[Claim], capacity: int, shuffler: object):
    price = Decimal("1.0000")
    usual = settle(claims, capacity_units=capacity, price=price, nothing=NOTHING)
    mixed = list(claims)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    again = settle(mixed, capacity_units=capacity, price=price, nothing=NOTHING)
    assert {fill.id: fill for fill in usual} == {fill.id: fill for fill in again}


@pytest.mark.parametrize(
    ("held", "portion", "requested"),
    [(7, Portion.NONE, 0), (7, Portion.HALF, 3), (8, Portion.HALF, 4), (7, Portion.ALL, 7), (1, Portion.HALF, 0)],
)
def test_half_of_an_odd_number_is_rounded_down(held: int, portion: Portion, requested: int):
    assert _claim(1, held, portion).units_requested == requested


def test_the_left_over_unit_goes_to_the_earlier_claim():
    fills = settle([_claim(1, 10, minutes=5), _claim(2, 10)], capacity_units=5, price=Decimal(1), nothing=NOTHING)
    assert [fill.units_filled for fill in fills] == [2, 3]


def test_of_claims_at_once_the_lower_id_gets_it():
    fills = settle([_claim(2, 10), _claim(1, 10)], capacity_units=5, price=Decimal(1), nothing=NOTHING)
    assert [fill.units_filled for fill in fills] == [2, 3]


def test_the_price_is_half_up_to_four_decimals():
    assert unit_price(pre_money=_yuan("60000000.00"), completion_post_money=_yuan("20000000.00")) == Decimal("0.0300")
    assert str(unit_price(pre_money=_yuan("100499.99"), completion_post_money=_yuan("100000.00"))) == "0.0100"
    assert str(unit_price(pre_money=_yuan("100500.00"), completion_post_money=_yuan("100000.00"))) == "0.0101"
    with pytest.raises(ValueError, match="worth something"):
        unit_price(pre_money=_yuan("1.00"), completion_post_money=NOTHING)


def test_proceeds_are_half_up_to_the_fen():
    assert proceeds_of(3, price=Decimal("0.0050"), nothing=NOTHING).minor == 2
    assert proceeds_of(3, price=Decimal("0.0049"), nothing=NOTHING).minor == 1
    assert proceeds_of(50_000, price=Decimal("3.0000"), nothing=NOTHING) == _yuan("150000.00")


def test_equal_valuations_pass():
    completion = _yuan("20000000.00")
    assert meets_valuation(pre_money=completion, completion_post_money=completion)
    assert not meets_valuation(pre_money=completion - Money(1, Currency.CNY), completion_post_money=completion)


@pytest.mark.parametrize(("capacity", "price"), [(-1, Decimal(1)), (1, Decimal(-1))])
def test_less_than_nothing_is_no_offer(capacity: int, price: Decimal):
    with pytest.raises(ValueError, match="not negative"):
        settle([_claim(1, 1)], capacity_units=capacity, price=price, nothing=NOTHING)
