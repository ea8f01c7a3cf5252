"""exits / actions: proposals that nobody answered in time lapse; what the sweep "exit-proposals" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from exits.core.policy import may_move_exit_money
from exits.core.states import WINDOW_MACHINE, WindowEvent, WindowState
from exits.locks import lock_window


def lapse_exit_windows(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """End each of the proposed windows whose last day lies before the legal day `day`; return how many.

    What was answered since the question stays as it is. The company and the investor are told.

    :raises NotAuthorised: for anybody but the platform itself. Locks the windows in ascending order.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_exit_money(actor), actor=actor)
        locked = [lock_window(key, seen_by=actor) for key in sorted(keys)]
        due = [row for row in locked if row.state == WindowState.PROPOSED and row.snapshot().terms.is_over(day)]
        for row in due:
            before = row.snapshot()
            after = WINDOW_MACHINE.move(before.state, WindowEvent.LAPSE)
            row.end(state=after, now=now)
            buyer = [before.buyer_id] if before.buyer_id else []
            record(
                verb="exit_window.lapsed",
                subject=Subject(kind="exit_window", id=row.id),
                before={"state": before.state},
                after={"state": after},
                organisation=before.organisation_id,
                notify=[*members_of(before.organisation_id), *buyer],
            )
        return len(due)
