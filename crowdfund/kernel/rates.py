"""kernel / rates: exact ratios such as fees, shares and preferred returns."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_to_int

_PERCENT = re.compile(r"(?P<number>-?[0-9]+(?:\.[0-9]+)?)%?")


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """An exact ratio: ``Decimal("0.125")`` is one eighth, shown as 12.5%.

    What the ratio is taken of, and for how long, is said by the name of the field that holds it.

    :raises TypeError: `ratio` is not a `Decimal`.
    :raises ValueError: `ratio` is infinite or not a number.
    """

    ratio: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.ratio, Decimal):
            raise TypeError(f"a rate is a Decimal, not {type(self.ratio).__name__}")
        if not self.ratio.is_finite():
            raise ValueError("a rate is a finite number")

    @classmethod
    def percent(cls, text: str) -> Self:
        """Read an exact percentage, with or without its sign: ``12.5`` or ``12.5%``.

        >>> Rate.percent("12.5")
        Rate(ratio=Decimal('0.125'))

        :raises ValueError: another spelling.
        """
        match = _PERCENT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} is not a percentage")
        return cls(_shifted(Decimal(match["number"]), -2))

    def of(self, money: Money, rounding: Rounding) -> Money:
        """Return this share of `money`, rounded once, as named, to whole minor units.

        >>> from crowdfund.kernel.money import Currency
        >>> Rate.percent("12.5").of(Money(100, Currency.CNY), Rounding.HALF_EVEN).minor
        12
        """
        return Money(round_to_int(self.as_fraction() * money.minor, rounding), money.currency)

    def as_fraction(self) -> Fraction:
        """Return the ratio as a fraction, to be compared with `Money.ratio_to`."""
        return Fraction(self.ratio)

    def as_percent_text(self) -> str:
        """Return the exact percentage without needless zeros: what `percent` reads back.

        >>> Rate(Decimal("0.20")).as_percent_text(), Rate.percent("12.50").as_percent_text()
        ('20%', '12.5%')
        """
        number = f"{_shifted(self.ratio, 2):f}"
        if "." in number:
            number = number.rstrip("0").rstrip(".")
        return f"{'0' if number == '-0' else number}%"


def _shifted(number: Decimal, places: int) -> Decimal:
    """Move the point without passing through the decimal context, which could round."""
    return Decimal(f"{number:f}e{places}")
