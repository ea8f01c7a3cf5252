"""exits / actions: a holder says which part of their units they offer in a window."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove, NotAuthorised
from exits.core.next_round import Portion
from exits.core.policy import may_elect
from exits.core.states import WINDOW_MACHINE, WindowState
from exits.locks import lock_own_election, lock_window


class WindowOver(Conflict):
    """The last day of the window is over."""

    code: ClassVar[str] = "exit_window_over"


def elect_exit(*, actor: Actor, now: datetime, window_id: UUID, portion: Portion) -> UUID:
    """Store that the actor offers nothing, half or all of the units they held at the opening; return the election's id.

    It may be changed until the window ends; a change is a new claim, so it stands behind earlier ones in a tie.

    :raises NotFound: the actor may not see the window, or held nothing when it opened.
    :raises NotAuthorised: the actor does not act in person.
    :raises IllegalMove: the window is settled.
    :raises WindowOver: see its name. Locks the window, then the election.
    """
    with unit_of_work(actor=actor, now=now):
        window = lock_window(window_id, seen_by=actor).snapshot()
        if actor.id is None:
            raise NotAuthorised
        election = lock_own_election(window_id, holder_id=actor.id)
        require(may_elect(actor, holder_id=election.holder_id), actor=actor)
        if window.state is not WindowState.OPEN:
            raise IllegalMove(machine=WINDOW_MACHINE.name, state=window.state, event="elect")
        if window.terms.is_over(legal_day(now)):
            raise WindowOver
        before = election.portion
        election.elect(portion, now=now)
        record(
            verb="exit_election.made",
            subject=Subject(kind="exit_election", id=election.id),
            before={"portion": before},
            after={"portion": portion.value, "window": str(window_id)},
            organisation=window.organisation_id,
            notify=[election.holder_id],
        )
        return election.id
