"""kernel / allocation: share a whole number of units among claims without losing one."""

from collections.abc import Sequence


def allocate(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share `total` units in proportion to `weights` by the largest remainder.

    Each claim first gets its quota rounded down; the units left over go one each to the largest remainders. Equal
    remainders are served from the front, so the earlier claim wins: callers put the claims in the order that the
    terms of the deal name. The shares always sum to `total` and each differs from its exact quota by less than
    one unit. Cost: one sort of the claims.

    >>> allocate(100, [1, 1, 1])
    (34, 33, 33)
    >>> allocate(7, [5, 0, 3])
    (4, 0, 3)

    :param total: whole units (minor units of a currency, units of a vehicle), not negative.
    :param weights: whole numbers, none negative, not all zero.
    :raises ValueError: a negative total or weight, or weights that sum to zero.
    :raises TypeError: a total or a weight that is not an integer.
    """
    if any(type(number) is not int for number in (total, *weights)):
        raise TypeError("only whole numbers can be allocated")
    if total < 0:
        raise ValueError("a negative total cannot be allocated")
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight cannot be negative")
    whole = sum(weights)
    if whole == 0:
        raise ValueError("weights that sum to zero name nobody to allocate to")
    shares = [total * weight // whole for weight in weights]
    left_over = total - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in by_remainder[:left_over]:
        shares[index] += 1
    return tuple(shares)
