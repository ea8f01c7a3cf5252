"""exits / actions: the buyer's money has come: units and money change hands, and each seller is paid out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Money
from deals.actions.order_movement import order_movement
from deals.core.money_moves import PaymentPurpose
from exits.actions.allocate_exit_window import everybody_in
from exits.actions.exchange_units import exchange_units
from exits.core.policy import may_move_exit_money
from exits.core.states import WINDOW_MACHINE, WindowEvent
from exits.core.window import WindowSnapshot
from exits.locks import lock_elections, lock_raise_and_window
from exits.models import ExitElection, ExitWindow


def settle_exit_window(*, actor: Actor, now: datetime, window_id: UUID, paid: Money) -> WindowSnapshot:
    """Settle an allocated window (结算) with the buyer's money in custody, and return it.

    Units and money are one ledger entry, so they move together or not at all. The custodian is told to pay each seller.

    :raises NotFound: there is no such window.
    :raises NotAuthorised: for anybody but the platform itself.
    :raises IllegalMove: the window does not wait for money.
    :raises UnitsGone, UnsoundEntry: see their names. Locks raise, window, elections and the sellers' units.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_exit_money(actor), actor=actor)
        row = lock_raise_and_window(window_id, seen_by=actor)
        before = row.snapshot()
        after = WINDOW_MACHINE.move(before.state, WindowEvent.SETTLE)
        if before.buyer_id is None:
            raise ValueError("a window that waits for money has a buyer")
        elections = lock_elections(row.id)
        exchange_units(row, elections, buyer_id=before.buyer_id, paid=paid)
        row.settle(state=after, now=now)
        _pay_out(row, elections)
        record(
            verb="exit_window.settled",
            subject=Subject(kind="exit_window", id=row.id),
            before={"state": before.state},
            after={
                "state": after,
                "units": str(sum(each.units_filled or 0 for each in elections)),
                "proceeds": paid.as_text(),
            },
            organisation=before.organisation_id,
            notify=everybody_in(before, elections),
        )
        return row.snapshot()


def _pay_out(row: ExitWindow, elections: Sequence[ExitElection]) -> None:
    for each in elections:
        if each.proceeds:
            order_movement(
                round_id=row.vehicle.round_id,
                purpose=PaymentPurpose.PROCEEDS,
                subject=Subject(kind="exit_election", id=each.id),
                party_id=each.holder_id,
                amount=each.proceeds,
            )


def follow_purchase(window_id: UUID, paid: Money) -> None:
    """Settle the window that a buyer has paid for, in the unit of work that books the payment."""
    work = current_work()
    settle_exit_window(actor=work.actor, now=work.now, window_id=window_id, paid=paid)
