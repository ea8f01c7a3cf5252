"""deals / core: the ledger accounts in which the units of a vehicle stand."""

from uuid import UUID

from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset


def issued_account(vehicle_id: UUID) -> AccountTerms:
    """Return the account out of which a vehicle issues its units; it holds minus all of them."""
    return AccountTerms(
        code=f"issued:{vehicle_id}",
        asset=Asset.units(vehicle_id),
        kind=AccountKind.EQUITY,
        owner=Owner("vehicle", vehicle_id),
    )


def holding_account(*, vehicle_id: UUID, holder_id: UUID) -> AccountTerms:
    """Return the account in which a holder has units (财产份额) of a vehicle.

    The holder is a user, or the window of an exit for the buyer who came in through it.
    """
    return AccountTerms(
        code=f"{_prefix(vehicle_id)}{holder_id}",
        asset=Asset.units(vehicle_id),
        kind=AccountKind.ASSET,
        owner=Owner("vehicle", vehicle_id),
    )


def holder_of(code: str, *, vehicle_id: UUID) -> UUID | None:
    """Return whose account of units a code names; None for any other account of the vehicle."""
    prefix = _prefix(vehicle_id)
    return UUID(code.removeprefix(prefix)) if code.startswith(prefix) else None


def _prefix(vehicle_id: UUID) -> str:
    return f"units:{vehicle_id}:"
