"""deals / core: who holds what of a vehicle, and of a company before and after a raise closes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from crowdfund.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one investor paid into a raise that closes."""

    subscription_id: UUID
    investor_id: UUID
    amount: Money
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHolding:
    """Units (份额) of a vehicle in one hand."""

    holder_id: UUID
    units: int
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTableLine:
    """One holder of a vehicle. `share` is exact, of all units of the vehicle."""

    holder_id: UUID
    is_lead: bool
    units: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTable:
    """Everybody who holds units of a vehicle, the largest first. Units and shares add up to the whole.

    It says nothing about the company: the platform knows what the vehicle put in, not at which valuation. Before the
    raise the company belonged to its founders alone as far as the platform is concerned.
    """

    units: int
    lines: tuple[CapTableLine, ...]


def units_for(amount: Money) -> int:
    """Return the units of a vehicle for a paid amount: one for each fen, so that nothing is ever rounded.

    :raises ValueError: the amount is not positive.
    """
    if amount.minor <= 0:
        raise ValueError("units are given for money that was paid")
    return amount.minor


def allot(contributions: Iterable[Contribution]) -> tuple[UnitHolding, ...]:
    """Return the units of each holder at closing, in the order of the contributions.

    :raises ValueError: an investor contributes twice, or nothing.
    """
    holdings = tuple(
        UnitHolding(holder_id=each.investor_id, units=units_for(each.amount), is_lead=each.is_lead)
        for each in contributions
    )
    if len({each.holder_id for each in holdings}) != len(holdings):
        raise ValueError("an investor has one live subscription in a raise")
    return holdings


def cap_table(holdings: Sequence[UnitHolding]) -> CapTable:
    """Return the table of a vehicle; who holds nothing is left out. Ties go to the lower id.

    :raises ValueError: nobody holds anything, or somebody holds less than nothing.
    """
    whole = sum(each.units for each in holdings)
    if whole <= 0 or any(each.units < 0 for each in holdings):
        raise ValueError("a vehicle has units, and nobody holds fewer than none")
    held = sorted((each for each in holdings if each.units), key=lambda each: (-each.units, each.holder_id))
    lines = tuple(
        CapTableLine(
            holder_id=each.holder_id, is_lead=each.is_lead, units=each.units, share=Fraction(each.units, whole)
        )
        for each in held
    )
    return CapTable(units=whole, lines=lines)
