"""exits / actions: settle a window for the next-round exit: cut back, price, and move units and money in the ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from crowdfund.kernel.money import Money
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line
from crowdfund.ledger.locks import lock_accounts
from crowdfund.ledger.queries import balances
from deals.core.units import holding_account
from exits.core.accounts import buyer_account, proceeds_account
from exits.core.next_round import Fill, settle
from exits.core.policy import may_settle_window
from exits.core.states import WINDOW_MACHINE, WindowEvent, WindowState
from exits.core.window import WindowSnapshot
from exits.locks import lock_elections, lock_window
from exits.models import ExitElection, ExitWindow


class WindowNotOver(Conflict):
    """The last day of the window is not over; holders may still change their minds."""

    code: ClassVar[str] = "exit_window_not_over"


class UnitsGone(Conflict):
    """A holder has fewer units than they offered, so nothing was settled."""


def settle_exit_window(*, actor: Actor, now: datetime, window_id: UUID) -> WindowSnapshot:
    """Settle a window that is over (结算) and return it: units to the buyer, proceeds owed to each seller.

    Above the buyer's capacity requests are cut back in proportion, in whole units. All of it is one ledger entry, so
    units and money move together or not at all. Everybody who could elect is told.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises WindowNotOver, UnitsGone: see their names. Locks window, elections and the sellers' accounts of units.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_window(window_id, seen_by=actor)
        before = row.snapshot()
        require(may_settle_window(actor, organisation_id=before.organisation_id), actor=actor)
        after = WINDOW_MACHINE.move(before.state, WindowEvent.SETTLE)
        if not before.terms.is_over(legal_day(now)):
            raise WindowNotOver
        elections = lock_elections(row.id)
        nothing = Money.zero(before.terms.pre_money.currency)
        fills = settle(
            [each.claim() for each in elections],
            capacity_units=row.capacity_units,
            price=row.unit_price,
            nothing=nothing,
        )
        row.settle(state=after, now=now)
        for election, fill in zip(elections, fills, strict=True):
            election.fill(fill)
        total = sum((fill.proceeds for fill in fills), start=nothing)
        _move(row, elections, fills, total=total)
        record(
            verb="exit_window.settled",
            subject=Subject(kind="exit_window", id=row.id),
            before={"state": before.state},
            after={
                "state": after,
                "units": str(sum(fill.units_filled for fill in fills)),
                "proceeds": total.as_text(),
            },
            organisation=before.organisation_id,
            notify=[*members_of(before.organisation_id), *(each.holder_id for each in elections)],
        )
        return row.snapshot()


def settle_windows(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Settle each of the windows that is over on the legal day `day` and return how many; the sweep "exit-windows".

    One transaction for all: two runs share the work, since the second finds nothing due under its locks.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    with unit_of_work(actor=actor, now=now):
        locked = [lock_window(key, seen_by=actor).snapshot() for key in sorted(keys)]
        due = [each.id for each in locked if each.state is WindowState.OPEN and each.terms.is_over(day)]
        for window_id in due:
            settle_exit_window(actor=actor, now=now, window_id=window_id)
        return len(due)


def _move(row: ExitWindow, elections: Sequence[ExitElection], fills: Sequence[Fill], *, total: Money) -> None:
    """Post units and money of every seller as one entry, after looking under the lock whether the units are there."""
    asset, currency, now = Asset.units(row.vehicle_id), total.currency, current_work().now
    sold = [(election, fill) for election, fill in zip(elections, fills, strict=True) if fill.units_filled]
    if not sold:
        return
    accounts = {
        fill.id: open_account(holding_account(vehicle_id=row.vehicle_id, holder_id=election.holder_id))
        for election, fill in sold
    }
    lock_accounts(accounts.values())
    held = balances(account_ids=accounts.values(), as_of=now)
    if any(held[accounts[fill.id]].amount < fill.units_filled for _, fill in sold):
        raise UnitsGone
    units = sum(fill.units_filled for _, fill in sold)
    buyer_units = open_account(holding_account(vehicle_id=row.vehicle_id, holder_id=row.id))
    lines = [Line(accounts[fill.id], Quantity(-fill.units_filled, asset)) for _, fill in sold]
    lines.append(Line(buyer_units, Quantity(units, asset)))
    lines += [
        Line(open_account(proceeds_account(fill.id, currency)), Quantity.of_money(-fill.proceeds))
        for _, fill in sold
        if fill.proceeds
    ]
    if total:
        lines.append(Line(open_account(buyer_account(row.id, currency)), Quantity.of_money(total)))
    post(key=f"exit:{row.id}", lines=lines, memo="Next-round exit settled", effective_at=now)
