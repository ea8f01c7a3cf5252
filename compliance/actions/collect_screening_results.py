"""compliance / actions: ask the provider about checks that nothing was heard of; the sweep "screening-results"."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from compliance.actions.receive_screening_result import receive_screening_result
from compliance.core.policy import may_run_screenings
from compliance.core.screener import Message, Treatment
from compliance.core.screening import OVERDUE
from compliance.core.states import ScreeningState
from compliance.locks import lock_screening
from compliance.queries.screenings import unheard_screenings
from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor

Ask = Callable[[Iterable[UUID]], list[Message]]


def overdue_screenings(
    *,
    day: date,  # noqa: ARG001 - sweeps are asked for a day; this one is about the last minutes
    now: datetime,
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` checks behind `after` that the provider has known for long and has not answered."""
    return unheard_screenings(since=now - OVERDUE, after=after, limit=limit)


def collect_screening_results(
    *,
    actor: Actor,
    now: datetime,
    day: date,  # noqa: ARG001 - see above
    keys: list[UUID],
    ask: Ask,
) -> int:
    """Take what the callbacks have not brought, and return how many messages had an effect.

    The provider is asked outside of any transaction. Each message is received like a callback, under the same id, so
    that a callback that comes after all changes nothing. A check that the provider does not know is told anew.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_run_screenings(actor), actor=actor)
    messages = ask(keys)
    treatments = [receive_screening_result(actor=actor, now=now, message=message) for message in messages]
    for screening_id in set(keys) - {message.check_id for message in messages}:
        _tell_anew(actor=actor, now=now, screening_id=screening_id)
    return sum(treatment is not Treatment.NOTHING for treatment in treatments)


def _tell_anew(*, actor: Actor, now: datetime, screening_id: UUID) -> None:
    with unit_of_work(actor=actor, now=now):
        row = lock_screening(screening_id)
        if row.state == ScreeningState.REQUESTED:
            row.ask_again(now=now)
