"""exits / actions: move the units and the money of a window in one entry; a part of settling it."""

from collections.abc import Sequence
from uuid import UUID

from crowdfund.db.work import current_work
from crowdfund.kernel.errors import Conflict
from crowdfund.kernel.money import Money
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line
from crowdfund.ledger.locks import lock_accounts
from crowdfund.ledger.queries import balances
from deals.core.units import holding_account
from exits.core.accounts import proceeds_account, purchase_account
from exits.models import ExitElection, ExitWindow


class UnitsGone(Conflict):
    """A holder has fewer units than they sell, so nothing was done."""


def require_units(row: ExitWindow, elections: Sequence[ExitElection]) -> dict[UUID, UUID]:
    """Lock the sellers' accounts of units and return them by election, in the current unit of work.

    :raises UnitsGone: see its name.
    """
    sellers = {each.id: each for each in elections if each.units_filled}
    accounts = {
        key: open_account(holding_account(vehicle_id=row.vehicle_id, holder_id=each.holder_id))
        for key, each in sellers.items()
    }
    lock_accounts(accounts.values())
    held = balances(account_ids=accounts.values(), as_of=current_work().now)
    if any(held[accounts[key]].amount < (each.units_filled or 0) for key, each in sellers.items()):
        raise UnitsGone
    return accounts


def exchange_units(row: ExitWindow, elections: Sequence[ExitElection], *, buyer_id: UUID, paid: Money) -> None:
    """Post the units of every seller to the buyer and the buyer's money to every seller, as one entry.

    :raises UnitsGone: see its name.
    :raises UnsoundEntry: the buyer has not paid what the sellers get.
    """
    accounts, asset = require_units(row, elections), Asset.units(row.vehicle_id)
    sold = {each.id: Quantity(each.units_filled or 0, asset) for each in elections if each.id in accounts}
    owed = {each.id: Quantity.of_money(each.proceeds) for each in elections if each.id in sold and each.proceeds}
    units = sum(quantity.amount for quantity in sold.values())
    buyer = open_account(holding_account(vehicle_id=row.vehicle_id, holder_id=buyer_id))
    lines = [Line(accounts[key], -quantity) for key, quantity in sold.items()]
    lines.append(Line(buyer, Quantity(units, asset)))
    lines.append(Line(open_account(purchase_account(row.id, paid.currency)), Quantity.of_money(paid)))
    lines += [Line(open_account(proceeds_account(key, paid.currency)), -quantity) for key, quantity in owed.items()]
    post(key=f"exit:{row.id}", lines=lines, memo="Next-round exit settled", effective_at=current_work().now)
