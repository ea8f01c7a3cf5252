"""deals / core: what an offer to lead must be, and the deposit that confirms it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from compliance.core.facts import FundingDeclaration
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from crowdfund.kernel.rates import Rate
from crowdfund.kernel.rounding import Rounding
from deals.core.round import Stage, Terms

DEPOSIT: Final = Rate.percent("10")
"""Share of the commitment that the lead pays first: a performance deposit (履约保证金). Platform terms."""

HIGHEST_CARRY: Final = Decimal("0.30")
"""Largest share of the followers' profit that a lead may ask for. Platform terms."""

_WHOLE: Final = Decimal(100)

DAYS_TO_PAY: Final = 5
"""Days after the reservation on the last of which (inclusive) the money must have arrived. Platform terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """What a lead commits and says about itself: the amount, what else it is a share of, where it comes from.

    `own_assets` are the lead's own investable assets; `company_percent` the stake in the company that it will hold,
    asked for from C to pre-IPO; `step_up_percent` the share of the target up to which it may add, None without such a
    right; `funding` what it declares about its money. Percentages are 25 for 25 %.
    """

    amount: Money
    own_assets: Money | None = None
    company_percent: Decimal | None = None
    step_up_percent: Decimal | None = None
    funding: FundingDeclaration | None = None


def deposit_of(amount: Money) -> Money:
    """Return the deposit on a commitment, rounded up to the fen."""
    return DEPOSIT.of(amount, Rounding.UP)


def pay_by(day: date) -> date:
    """Return the last legal day (inclusive) to pay what was reserved on `day`."""
    return day + timedelta(days=DAYS_TO_PAY)


def wrong_offer(*, pledge: Pledge, carry: Decimal, terms: Terms) -> tuple[FieldError, ...]:
    """Return what is wrong with an offer as such; whether the rules let it pass is theirs to say."""
    return (*_wrong(amount=pledge.amount, carry=carry, terms=terms), *_wrong_pledge(pledge, terms))


def _wrong_pledge(pledge: Pledge, terms: Terms) -> Iterator[FieldError]:
    if pledge.own_assets is not None and pledge.own_assets.minor <= 0:
        yield FieldError("/own_assets", "too_small")
    if pledge.company_percent is not None and not 0 <= pledge.company_percent <= _WHOLE:
        yield _outside("/company_percent", is_high=pledge.company_percent > 0, highest="100%")
    if pledge.company_percent is None and terms.stage is Stage.C_PRE_IPO:
        yield FieldError("/company_percent", "required")
    if pledge.step_up_percent is not None and terms.target is not None:
        if pledge.step_up_percent > _WHOLE:
            yield FieldError("/step_up_percent", "too_large", {"limit": "100%"})
        elif pledge.step_up_percent < 100 * pledge.amount.ratio_to(terms.target):
            yield FieldError("/step_up_percent", "too_small")


def _outside(pointer: str, *, is_high: bool, highest: str) -> FieldError:
    """Return that a percentage is above the highest or below nothing."""
    return FieldError(pointer, "too_large" if is_high else "too_small", {"limit": highest if is_high else "0%"})


def _wrong(*, amount: Money, carry: Decimal, terms: Terms) -> Iterator[FieldError]:
    if terms.minimum_ticket is not None and amount < terms.minimum_ticket:
        yield FieldError("/amount", "too_small", {"limit": terms.minimum_ticket})
    if terms.target is not None and amount > terms.target:
        yield FieldError("/amount", "above_target", {"limit": terms.target})
    if not 0 <= carry <= HIGHEST_CARRY:
        yield _outside("/carry", is_high=carry > 0, highest=f"{100 * HIGHEST_CARRY:.0f}%")
