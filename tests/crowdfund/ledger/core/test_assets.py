"""Assets and quantities: strict spellings, and no mixing."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.assets import Asset, AssetMismatch, Quantity
from tests.crowdfund.ledger.core.strategies import assets

YUAN = Asset.cash(Currency.CNY)


@given(st.integers(), st.integers(), assets)
def test_quantities_of_an_asset_add_up(left: int, right: int, asset: Asset) -> None:
    a, b = Quantity(left, asset), Quantity(right, asset)
    assert (a + b).amount == left + right
    assert a - b == a + -b
    assert a - a == Quantity.zero(asset)
    assert bool(a) == (left != 0)


def test_money_is_cash_and_back() -> None:
    money = Money.parse("2500000.00", Currency.CNY)
    assert Quantity.of_money(money) == Quantity(250_000_000, YUAN)
    assert Quantity.of_money(money).as_money() == money


def test_units_belong_to_their_vehicle() -> None:
    vehicle = UUID("0190163d-8694-739b-aea5-966c26f8ad91")
    assert Asset.units(vehicle).code == "units:0190163d-8694-739b-aea5-966c26f8ad91"
    assert Asset.units(vehicle) != Asset.units(uuid4())


@pytest.mark.parametrize(
    "code",
    ["", "cash", "cash:", "cash:cny", "cash:CNYX", "CASH:CNY", "units:1", "cash:CNY\n", f"units:{UUID(int=1)}x"],
)
def test_other_spellings_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is not an asset"):
        Asset(code)


def test_assets_do_not_mix() -> None:
    with pytest.raises(AssetMismatch):
        Quantity(1, YUAN) + Quantity(1, Asset.units(uuid4()))
    with pytest.raises(TypeError):
        Quantity(1, YUAN) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Quantity(1, YUAN) - 1  # type: ignore[operator]


def test_units_are_not_money() -> None:
    with pytest.raises(ValueError, match="not a valid Currency"):
        Quantity(1, Asset.units(uuid4())).as_money()


@pytest.mark.parametrize("amount", [1.0, True, "1"])
def test_amounts_are_whole(amount: int) -> None:
    with pytest.raises(TypeError):
        Quantity(amount, YUAN)
