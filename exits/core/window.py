"""exits / core: the terms of a window for the next-round exit, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from exits.core.next_round import meets_valuation
from exits.core.states import WindowState


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTerms:
    """What the company states about its next round (下一轮融资) and who buys.

    `buyer` names the new investor, who consents to take up to `capacity_units` of the vehicle; `buyer_consents` says
    that they have agreed. `completion_post_money` is the valuation at which this raise completed, its own money
    included; `pre_money` that of the next round, its money excluded. `closes_on` is the last legal day (inclusive)
    on which a holder may elect.
    """

    buyer: str
    buyer_consents: bool
    completion_post_money: Money
    pre_money: Money
    capacity_units: int
    closes_on: date

    def is_over(self, today: date) -> bool:
        """Tell whether the last day to elect lies before the legal day `today`."""
        return self.closes_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSnapshot:
    """One window as it stood under the lock."""

    id: UUID
    vehicle_id: UUID
    organisation_id: UUID
    state: WindowState
    terms: WindowTerms


def wrong_terms(terms: WindowTerms, *, raised: Money, units: int, today: date) -> tuple[FieldError, ...]:
    """Return what is wrong with the terms on the legal day `today`; a window with any of it does not open.

    :param raised: what the raise allocated, which its completion valuation includes.
    :param units: all units of the vehicle.
    """
    return tuple(_wrong(terms, raised=raised, units=units, today=today))


def _wrong(terms: WindowTerms, *, raised: Money, units: int, today: date) -> Iterator[FieldError]:
    if not terms.buyer.strip():
        yield FieldError("/buyer", "required")
    if not terms.buyer_consents:
        yield FieldError("/buyer_consents", "needs_consent")
    if terms.completion_post_money < raised:
        yield FieldError("/completion_post_money", "too_small")
    elif not meets_valuation(pre_money=terms.pre_money, completion_post_money=terms.completion_post_money):
        yield FieldError("/pre_money", "below_completion")
    if terms.capacity_units <= 0:
        yield FieldError("/capacity_units", "too_small")
    if terms.capacity_units > units:
        yield FieldError("/capacity_units", "too_large")
    if terms.is_over(today):
        yield FieldError("/closes_on", "in_the_past")
