"""exits / core: the ledger accounts of a next-round exit, spelled in one place.

At settlement the buyer owes the sum of the proceeds and the platform's books owe each seller theirs, so the two sides
always cancel out. The transfer of the money through the custodian is not part of this entry.
"""

from uuid import UUID

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset


def buyer_account(window_id: UUID, currency: Currency) -> AccountTerms:
    """Return what the buyer in a window owes for the units they took."""
    return AccountTerms(
        code=f"buyer:{window_id}",
        asset=Asset.cash(currency),
        kind=AccountKind.ASSET,
        owner=Owner("exit_window", window_id),
    )


def proceeds_account(election_id: UUID, currency: Currency) -> AccountTerms:
    """Return what is owed to the seller behind one election."""
    return AccountTerms(
        code=f"proceeds:{election_id}",
        asset=Asset.cash(currency),
        kind=AccountKind.LIABILITY,
        owner=Owner("exit_election", election_id),
    )
