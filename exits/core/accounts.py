"""exits / core: the ledger accounts of a next-round exit, spelled in one place.

The buyer's money lies in the custody of the raise and is owed to the buyer until units and money change hands; then it
is owed to each seller until it is paid out. So custody always equals what is owed.
"""

from uuid import UUID

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset


def purchase_account(window_id: UUID, currency: Currency) -> AccountTerms:
    """Return what the buyer in a window has paid and has no units for yet."""
    return AccountTerms(
        code=f"purchase:{window_id}",
        asset=Asset.cash(currency),
        kind=AccountKind.LIABILITY,
        owner=Owner("exit_window", window_id),
    )


def proceeds_account(election_id: UUID, currency: Currency) -> AccountTerms:
    """Return what is owed to the seller behind one election until it is paid out."""
    return AccountTerms(
        code=f"proceeds:{election_id}",
        asset=Asset.cash(currency),
        kind=AccountKind.LIABILITY,
        owner=Owner("exit_election", election_id),
    )
