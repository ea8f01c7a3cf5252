"""exits / core: the arithmetic of a next-round exit (下轮退出): price, requests and the cut-back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from crowdfund.kernel.allocation import allocate
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_decimal, round_to_int

PRICE_PLACES: Final = 4
"""Decimal places of a unit price in yuan."""
_FEN: Final = 100


class Portion(IntEnum):
    """Which part of the units held when the window opened a holder offers, in percent."""

    NONE = 0
    HALF = 50
    ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one holder elected. `units_held` is what they held when the window opened; `claimed_at` is aware."""

    id: UUID
    units_held: int
    portion: Portion
    claimed_at: datetime

    @property
    def units_requested(self) -> int:
        """Units offered, rounded down."""
        return self.units_held * self.portion // 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What becomes of one claim. `proceeds` are rounded half up to the smallest unit of the currency."""

    id: UUID
    units_requested: int
    units_filled: int
    proceeds: Money


def meets_valuation(*, pre_money: Money, completion_post_money: Money) -> bool:
    """Tell whether the next round is valued at least as high as this raise was when it completed; equal passes."""
    return pre_money >= completion_post_money


def unit_price(*, pre_money: Money, completion_post_money: Money) -> Decimal:
    """Return the price of one unit in yuan, half up to four decimals (calculators, section 12).

    One unit is one fen subscribed, so at completion the whole company was worth as many units as its post-money has
    fen; the price is the pre-money of the next round over those. Units are small, so the fourth decimal is a hundredth
    of what was subscribed: at three times the valuation a unit costs 0.0300 yuan.

    :raises ValueError: the completion valuation is not positive.
    """
    if completion_post_money.minor <= 0:
        raise ValueError("a company that raised money is worth something")
    return round_decimal(pre_money.ratio_to(completion_post_money) / _FEN, PRICE_PLACES, Rounding.HALF_UP)


def settle(claims: Sequence[Claim], *, capacity_units: int, price: Decimal, nothing: Money) -> tuple[Fill, ...]:
    """Return what becomes of each claim, in the order given.

    Up to the capacity everybody gets what they asked for; above it each request is cut back in proportion by the
    largest remainder in whole units, ties to the earlier claim, then to the lower id. `price` is in yuan for a unit;
    `nothing` is zero of the currency.

    :raises ValueError: a negative capacity or price.
    """
    if capacity_units < 0 or price < 0:
        raise ValueError("capacity and price are not negative")
    requested = {claim.id: claim.units_requested for claim in claims}
    filled = requested if sum(requested.values()) <= capacity_units else _cut_back(claims, capacity_units)
    return tuple(
        Fill(
            id=claim.id,
            units_requested=requested[claim.id],
            units_filled=filled[claim.id],
            proceeds=proceeds_of(filled[claim.id], price=price, nothing=nothing),
        )
        for claim in claims
    )


def proceeds_of(units: int, *, price: Decimal, nothing: Money) -> Money:
    """Return the money for units at a price in yuan for each, half up to the fen; `nothing` is zero of the currency."""
    return Money(round_to_int(Fraction(price) * units * _FEN, Rounding.HALF_UP), nothing.currency)


def _cut_back(claims: Sequence[Claim], capacity_units: int) -> dict[UUID, int]:
    ordered = sorted(claims, key=lambda claim: (claim.claimed_at, claim.id))
    shares = allocate(capacity_units, [claim.units_requested for claim in ordered])
    return {claim.id: share for claim, share in zip(ordered, shares, strict=True)}
