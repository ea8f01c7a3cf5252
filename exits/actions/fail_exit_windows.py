"""exits / actions: windows whose buyer did not pay in time end; what the sweep "exit-payments" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.order_movement import call_off_movements
from exits.actions.allocate_exit_window import everybody_in
from exits.core.policy import may_move_exit_money
from exits.core.states import WINDOW_MACHINE, WindowEvent, WindowState
from exits.locks import lock_elections, lock_raise_and_window
from exits.models import ExitWindow


def fail_exit_windows(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """End each of the allocated windows whose last day to pay lies before the legal day `day`; return how many.

    No unit has moved and none does. The payment is called off; money that comes all the same goes back to the buyer.
    Holders, the company and the buyer are told. What was paid since the question stays settled.

    :raises NotAuthorised: for anybody but the platform itself. Locks raises and windows in ascending order.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_exit_money(actor), actor=actor)
        locked = [lock_raise_and_window(key, seen_by=actor) for key in sorted(keys)]
        due = [row for row in locked if row.state == WindowState.ALLOCATED and row.pay_by and row.pay_by < day]
        for row in due:
            _fail(row)
        return len(due)


def _fail(row: ExitWindow) -> None:
    before, subject = row.snapshot(), Subject(kind="exit_window", id=row.id)
    after = WINDOW_MACHINE.move(before.state, WindowEvent.FAIL)
    call_off_movements(subject)
    row.end(state=after, now=current_work().now)
    record(
        verb="exit_window.failed",
        subject=subject,
        before={"state": before.state},
        after={"state": after},
        organisation=before.organisation_id,
        notify=everybody_in(before, lock_elections(row.id)),
    )
