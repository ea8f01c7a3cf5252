"""deals / core: whether a raise has reached what it needs to close."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from crowdfund.kernel.money import Currency, Money
from deals.core.captable import Contribution
from deals.core.money_moves import SubscriptionKind
from deals.core.round import Terms
from deals.core.states import SubscriptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One subscription as it stood under the lock."""

    id: UUID
    investor_id: UUID
    kind: SubscriptionKind
    state: SubscriptionState
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a raise has in custody in full, from whom, and who has not paid in full.

    `paid` are in the order of the subscriptions; `unpaid` takes room and has not been paid, or not in full.
    """

    paid: tuple[Contribution, ...]
    unpaid: tuple[Taken, ...]

    @property
    def total(self) -> Money:
        """The money that would be allocated."""
        return sum((each.amount for each in self.paid), start=Money.zero(Currency.CNY))

    @property
    def lead(self) -> Contribution | None:
        """The lead's contribution, once it is paid in full."""
        return next((each for each in self.paid if each.is_lead), None)

    def has_reached(self, terms: Terms) -> bool:
        """Tell whether the raise can close: the lead has paid in full, and all together at least the minimum."""
        return self.lead is not None and terms.minimum_raise is not None and self.total >= terms.minimum_raise


def standing_of(subscriptions: Iterable[Taken]) -> Standing:
    """Return what the subscriptions of a raise amount to; those that ended count for nothing."""
    taken = list(subscriptions)
    return Standing(
        paid=tuple(
            Contribution(
                subscription_id=each.id,
                investor_id=each.investor_id,
                amount=each.amount,
                is_lead=each.kind is SubscriptionKind.LEAD,
            )
            for each in taken
            if each.state is SubscriptionState.PAID
        ),
        unpaid=tuple(each for each in taken if each.state is SubscriptionState.RESERVED),
    )
