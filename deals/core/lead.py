"""deals / core: what an offer to lead must be, and the deposit that confirms it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from crowdfund.kernel.rates import Rate
from crowdfund.kernel.rounding import Rounding
from deals.core.round import Terms

DEPOSIT: Final = Rate.percent("10")
"""Share of the commitment that the lead pays first: a performance deposit (履约保证金). Platform terms."""

HIGHEST_CARRY: Final = Decimal("0.30")
"""Largest share of the followers' profit that a lead may ask for. Platform terms."""

DAYS_TO_PAY: Final = 5
"""Days after the reservation on the last of which (inclusive) the money must have arrived. Platform terms."""


def deposit_of(amount: Money) -> Money:
    """Return the deposit on a commitment, rounded up to the fen."""
    return DEPOSIT.of(amount, Rounding.UP)


def pay_by(day: date) -> date:
    """Return the last legal day (inclusive) to pay what was reserved on `day`."""
    return day + timedelta(days=DAYS_TO_PAY)


def wrong_offer(*, amount: Money, carry: Decimal, terms: Terms) -> tuple[FieldError, ...]:
    """Return what is wrong with an offer as such; whether the rules let it pass is theirs to say."""
    return tuple(_wrong(amount=amount, carry=carry, terms=terms))


def _wrong(*, amount: Money, carry: Decimal, terms: Terms) -> Iterator[FieldError]:
    if terms.minimum_ticket is not None and amount < terms.minimum_ticket:
        yield FieldError("/amount", "too_small")
    if terms.target is not None and amount > terms.target:
        yield FieldError("/amount", "above_target")
    if not 0 <= carry <= HIGHEST_CARRY:
        yield FieldError("/carry", "too_large" if carry > 0 else "too_small")
