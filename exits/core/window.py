"""exits / core: the terms of a window for the next-round exit, what is wrong with them, and its days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from exits.core.next_round import meets_valuation
from exits.core.states import WindowState

DAYS_TO_PAY: Final = 10
"""Calendar days that the buyer has to pay once it is fixed who sells how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTerms:
    """What the company states about its next round (下一轮融资) and proposes to its new investor.

    `buyer_name` is what holders read; who it is stands beside the terms. `completion_post_money` is the valuation at
    which this raise completed, its own money included; `pre_money` that of the next round, its money excluded.
    `proposed_units` is how many units of the vehicle the investor is asked to take at most; `closes_on` is the last
    legal day (inclusive) on which the investor may consent and a holder may elect.
    """

    buyer_name: str
    completion_post_money: Money
    pre_money: Money
    proposed_units: int
    closes_on: date

    def is_over(self, today: date) -> bool:
        """Tell whether the last day to elect lies before the legal day `today`."""
        return self.closes_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSnapshot:
    """One window as it stood under the lock. `pay_by` is the last legal day (inclusive) on which the buyer may pay."""

    id: UUID
    vehicle_id: UUID
    organisation_id: UUID
    state: WindowState
    terms: WindowTerms
    buyer_id: UUID | None
    pay_by: date | None


def pay_by(day: date) -> date:
    """Return the last legal day (inclusive) to pay what was allocated on `day`."""
    return day + timedelta(days=DAYS_TO_PAY)


def wrong_terms(terms: WindowTerms, *, raised: Money, units: int, today: date) -> tuple[FieldError, ...]:
    """Return what is wrong with the terms on the legal day `today`; a window with any of it is not proposed.

    :param raised: what the raise allocated, which its completion valuation includes.
    :param units: all units of the vehicle.
    """
    return tuple(_wrong(terms, raised=raised, units=units, today=today))


def _wrong(terms: WindowTerms, *, raised: Money, units: int, today: date) -> Iterator[FieldError]:
    if not terms.buyer_name.strip():
        yield FieldError("/buyer_name", "required")
    if terms.completion_post_money < raised:
        yield FieldError("/completion_post_money", "too_small")
    elif not meets_valuation(pre_money=terms.pre_money, completion_post_money=terms.completion_post_money):
        yield FieldError("/pre_money", "below_completion")
    if terms.proposed_units <= 0:
        yield FieldError("/proposed_units", "too_small")
    if terms.proposed_units > units:
        yield FieldError("/proposed_units", "too_large")
    if terms.is_over(today):
        yield FieldError("/closes_on", "in_the_past")


def wrong_capacity(capacity_units: int, *, terms: WindowTerms) -> tuple[FieldError, ...]:
    """Return what is wrong with the units that the buyer consents to take: at least one, at most what was proposed."""
    if capacity_units <= 0:
        return (FieldError("/capacity_units", "too_small"),)
    if capacity_units > terms.proposed_units:
        return (FieldError("/capacity_units", "too_large"),)
    return ()
