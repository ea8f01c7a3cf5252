"""exits / facts: lots in the words that the rules understand; the only place where that happens."""

from datetime import date

from compliance.core.facts import LockUpFacts
from exits.core.listing import ListingTerms


def lock_up_facts(terms: ListingTerms, *, sale_on: date) -> LockUpFacts:
    """Return what the rules want to know about the vehicle's lot, if it were sold on a legal day."""
    return LockUpFacts(board=terms.board, part=terms.part, listed_on=terms.listed_on, sale_on=sale_on)
