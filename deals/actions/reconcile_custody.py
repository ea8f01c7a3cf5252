"""deals / actions: ask the custodian's statement about movements that nothing was heard of; the sweep "custody"."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.kernel.actor import Actor
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.custody import OVERDUE, Message, Treatment
from deals.core.policy import may_move_money
from deals.queries import unheard_payments
from deals.queries.suspense import unheard_returns

Ask = Callable[[Iterable[UUID]], list[Message]]


def overdue_payments(
    *,
    day: date,  # noqa: ARG001 - sweeps are asked for a day; this one is about the last minutes
    now: datetime,
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` movements behind `after` that the custodian has known for long and has not settled.

    Returns of stray money are among them, by the ids of their orders.
    """
    since = now - OVERDUE
    payments = unheard_payments(since=since, after=after, limit=limit)
    return sorted([*payments, *unheard_returns(since=since, after=after, limit=limit)])[:limit]


def reconcile_custody(
    *,
    actor: Actor,
    now: datetime,
    day: date,  # noqa: ARG001 - see above
    keys: list[UUID],
    ask: Ask,
) -> int:
    """Take from the statement what its callbacks have not brought, and return how many messages had an effect.

    The statement is asked outside of any transaction. Each of its lines is received like a callback, under the same
    id, so that a callback that comes after all changes nothing.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_move_money(actor), actor=actor)
    treatments = [receive_custodian_message(actor=actor, now=now, message=message) for message in ask(keys)]
    return sum(treatment is not Treatment.NOTHING for treatment in treatments)
