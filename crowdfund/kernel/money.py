"""kernel / money: whole amounts of one currency, which can be added and shared but never divided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from crowdfund.kernel.allocation import allocate

_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]+))?")


class Currency(StrEnum):
    """A currency by its ISO 4217 code."""

    CNY = "CNY"
    USD = "USD"
    HKD = "HKD"
    EUR = "EUR"

    @property
    def exponent(self) -> int:
        """Return how many decimal digits the minor unit has (2: the fen, the cent). Source: ISO 4217."""
        return 2


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together; a fault of the program, not of the user."""

    def __init__(self, left: Currency, right: Currency) -> None:
        super().__init__(f"{left} and {right} cannot be put together")
        self.left = left
        self.right = right


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a whole number of minor units (分, fen) of one currency.

    There is no division: a sum is shared with `allocate`, compared with `ratio_to`, and multiplied by a rate with
    `Rate.of`, which names its rounding. Amounts of different currencies are unequal; any other operation on them
    raises.

    >>> Money.parse("2500000.00", Currency.CNY) - Money(1, Currency.CNY)
    Money(minor=249999999, currency=<Currency.CNY: 'CNY'>)

    :raises TypeError: `minor` is not an integer.
    """

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are a whole number, not {type(self.minor).__name__}")

    @classmethod
    def zero(cls, currency: Currency) -> Self:
        """Return no money of `currency`."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: Currency) -> Self:
        """Read an exact amount in major units, such as ``2500000.00`` yuan.

        Digits, one optional point and one optional leading minus; no blanks, no thousands separators, no exponent.

        :raises ValueError: another spelling, or more decimal digits than the currency has (nothing is rounded).
        """
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} is not an amount")
        part = match["part"] or ""
        if len(part) > currency.exponent:
            raise ValueError(f"{currency} has {currency.exponent} decimal digits, {text[:40]!r} has {len(part)}")
        minor = int(match["whole"] + part.ljust(currency.exponent, "0"))
        return cls(-minor if match["sign"] else minor, currency)

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor - self._minor_of(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor < self._minor_of(other)

    def __le__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor <= self._minor_of(other)

    def __gt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor > self._minor_of(other)

    def __ge__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor >= self._minor_of(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.currency} {self.as_text()}"

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Share this amount in proportion to `weights`: largest remainder, ties to the earlier claim, sum exact.

        >>> [share.as_text() for share in Money.parse("100.00", Currency.CNY).allocate([1, 1, 1])]
        ['33.34', '33.33', '33.33']

        :raises ValueError: this amount or a weight is negative, or the weights sum to zero.
        """
        return tuple(Money(share, self.currency) for share in allocate(self.minor, weights))

    def ratio_to(self, other: "Money") -> Fraction:
        """Return this amount over `other`, exactly.

        :raises CurrencyMismatch: the currencies differ.
        :raises ZeroDivisionError: `other` is zero.
        """
        return Fraction(self.minor, self._minor_of(other))

    def as_decimal(self) -> Decimal:
        """Return the amount in major units, exactly, whatever the decimal context."""
        return Decimal(self.as_text())

    def as_text(self) -> str:
        """Return the amount in major units with all digits of the currency: what `parse` reads back.

        >>> Money(-5, Currency.CNY).as_text()
        '-0.05'
        """
        places = self.currency.exponent
        digits = str(abs(self.minor)).rjust(places + 1, "0")
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{digits[:-places]}.{digits[-places:]}"

    def _minor_of(self, other: "Money") -> int:
        if other.currency is not self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor
