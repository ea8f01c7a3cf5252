"""ledger / core: what an account can hold, and how much of it."""

import re
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from crowdfund.kernel.money import Currency, Money

ASSET_PATTERN: Final = r"^(cash:[A-Z]{3}|units:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"
"""How an asset is written; the database checks the same expression."""

_ASSET: Final = re.compile(ASSET_PATTERN)


class AssetMismatch(ValueError):
    """Quantities of different assets were put together; a fault of the program."""

    def __init__(self, left: "Asset", right: "Asset") -> None:
        super().__init__(f"{left.code} and {right.code} cannot be put together")


@dataclass(frozen=True, slots=True, order=True)
class Asset:
    """A kind of thing that is counted: ``cash:CNY`` in minor units, or ``units:<vehicle id>`` in whole units.

    >>> Asset.cash(Currency.CNY).code
    'cash:CNY'

    :raises ValueError: another spelling.
    """

    code: str

    def __post_init__(self) -> None:
        if _ASSET.fullmatch(self.code) is None:
            raise ValueError(f"{self.code!r} is not an asset")

    @classmethod
    def cash(cls, currency: Currency) -> Self:
        """Return the money of a currency."""
        return cls(f"cash:{currency.value}")

    @classmethod
    def units(cls, vehicle_id: UUID) -> Self:
        """Return the units (份额) of a vehicle."""
        return cls(f"units:{vehicle_id}")

    @property
    def currency(self) -> Currency:
        """Return the currency of a cash asset.

        :raises ValueError: the asset is not cash, or cash of a currency that the platform does not know.
        """
        return Currency(self.code.removeprefix("cash:"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number of an asset's smallest parts: fen of cash, units of a vehicle. Positive goes into an account.

    >>> Quantity.of_money(Money.parse("1.50", Currency.CNY))
    Quantity(amount=150, asset=Asset(code='cash:CNY'))

    :raises TypeError: `amount` is not an integer.
    """

    amount: int
    asset: Asset

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"an amount is a whole number, not {type(self.amount).__name__}")

    @classmethod
    def zero(cls, asset: Asset) -> Self:
        """Return none of `asset`."""
        return cls(0, asset)

    @classmethod
    def of_money(cls, money: Money) -> Self:
        """Return the cash that `money` is."""
        return cls(money.minor, Asset.cash(money.currency))

    def as_money(self) -> Money:
        """Return cash as money.

        :raises ValueError: the asset is not cash.
        """
        return Money(self.amount, self.asset.currency)

    def __add__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        if other.asset != self.asset:
            raise AssetMismatch(self.asset, other.asset)
        return Quantity(self.amount + other.amount, self.asset)

    def __sub__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        return self + -other

    def __neg__(self) -> "Quantity":
        return Quantity(-self.amount, self.asset)

    def __bool__(self) -> bool:
        return self.amount != 0
