"""kernel / rounding: the six ways to round, each by its name; there is no default."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How an exact value becomes a whole number of steps. The contract or the provision names one."""

    HALF_UP = "half_up"
    """To the nearest, a half away from zero (四舍五入)."""
    HALF_EVEN = "half_even"
    """To the nearest, a half to the even neighbour."""
    DOWN = "down"
    """Towards zero: digits are cut off."""
    UP = "up"
    """Away from zero: any remainder counts as one."""
    FLOOR = "floor"
    """Towards minus infinity."""
    CEILING = "ceiling"
    """Towards plus infinity."""


def round_to_int(value: Fraction | Decimal, rounding: Rounding) -> int:
    """Round an exact value to a whole number.

    The arithmetic is on whole numbers, so that no decimal context can change the answer.

    >>> round_to_int(Decimal("2.5"), Rounding.HALF_UP), round_to_int(Decimal("2.5"), Rounding.HALF_EVEN)
    (3, 2)
    >>> round_to_int(Decimal("-2.5"), Rounding.HALF_UP), round_to_int(Decimal("-2.5"), Rounding.FLOOR)
    (-3, -3)

    :raises ValueError: `value` is not a number (NaN).
    :raises OverflowError: `value` is infinite.
    """
    exact = Fraction(value)
    floor, remainder = divmod(exact.numerator, exact.denominator)
    if remainder == 0:
        return floor
    return floor + 1 if _goes_up(floor, 2 * remainder - exact.denominator, rounding) else floor


def round_decimal(value: Fraction | Decimal, places: int, rounding: Rounding) -> Decimal:
    """Round an exact value to `places` digits behind the point and keep the trailing zeros.

    >>> round_decimal(Fraction(1, 3), 4, Rounding.HALF_UP)
    Decimal('0.3333')

    :raises ValueError: `places` is negative, or `value` is not a number (NaN).
    :raises OverflowError: `value` is infinite.
    """
    if places < 0:
        raise ValueError("places cannot be negative")
    steps = round_to_int(Fraction(value) * 10**places, rounding)
    sign = 1 if steps < 0 else 0
    return Decimal((sign, tuple(int(digit) for digit in str(abs(steps))), -places))


def _goes_up(floor: int, past_half: int, rounding: Rounding) -> bool:
    """Tell whether a value strictly between `floor` and its successor becomes the successor.

    `past_half` is negative below the half, zero on it and positive above it.
    """
    is_negative = floor < 0
    match rounding:
        case Rounding.FLOOR:
            return False
        case Rounding.CEILING:
            return True
        case Rounding.DOWN:
            return is_negative
        case Rounding.UP:
            return not is_negative
        case Rounding.HALF_UP:
            return past_half > 0 or (past_half == 0 and not is_negative)
        case Rounding.HALF_EVEN:
            return past_half > 0 or (past_half == 0 and floor % 2 == 1)
