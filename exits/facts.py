"""exits / facts: lots in the words that the rules understand; the only place where that happens."""

from datetime import date

from compliance.core.facts import LegalForm, LockUpFacts, SubscriptionFacts
from crowdfund.kernel.money import Money
from exits.core.listing import ListingTerms


def lock_up_facts(terms: ListingTerms, *, sale_on: date) -> LockUpFacts:
    """Return what the rules want to know about the vehicle's lot, if it were sold on a legal day."""
    return LockUpFacts(board=terms.board, part=terms.part, listed_on=terms.listed_on, sale_on=sale_on)


def purchase_facts(*, total: Money, is_certified: bool) -> SubscriptionFacts:
    """Return what the rules want to know about a buyer who comes into a vehicle by buying units.

    A transferee is an investor of the fund like one who subscribes (私募投资基金监督管理暂行办法, article 11). Vehicles
    are limited partnerships.

    :param total: what the buyer would have in the vehicle: the price of what is sold, and what they hold already.
    """
    return SubscriptionFacts(amount=total, vehicle_form=LegalForm.LIMITED_PARTNERSHIP, is_certified=is_certified)
