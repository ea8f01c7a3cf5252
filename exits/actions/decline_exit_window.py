"""exits / actions: the investor of the next round takes no units of holders."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from exits.core.policy import may_answer_window
from exits.core.states import WINDOW_MACHINE, WindowEvent
from exits.locks import lock_window


def decline_exit_window(*, actor: Actor, now: datetime, window_id: UUID) -> UUID:
    """Decline to take units (不同意受让) and return the window's id; every position stays as it is.

    Holders are not told, because nothing was opened to them; the company is, and may propose another window.

    :raises NotFound: the actor may not see the window.
    :raises NotAuthorised: unless the named investor answers, checked and in person.
    :raises IllegalMove: it was answered before, or has lapsed. Locks the window.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_window(window_id, seen_by=actor)
        before = row.snapshot()
        may = may_answer_window(actor, organisation_id=before.organisation_id, buyer_id=before.buyer_id)
        require(may, actor=actor)
        after = WINDOW_MACHINE.move(before.state, WindowEvent.DECLINE)
        row.end(state=after, now=now)
        record(
            verb="exit_window.declined",
            subject=Subject(kind="exit_window", id=row.id),
            before={"state": before.state},
            after={"state": after},
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.id
