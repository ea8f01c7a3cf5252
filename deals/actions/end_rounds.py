"""deals / actions: on the day after their last, raises close or fail; what the sweep "closing-day" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from compliance.core.verdict import Refused
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove
from deals.actions.close_round import MinimumNotReached, close_round
from deals.actions.fail_round import NotFailed, fail_round
from deals.queries import has_reached_minimum


def end_rounds(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:  # noqa: ARG001 - a `Settle`
    """End each of the raises that is over, and return how many ended. One transaction for each raise.

    A closing that the rules refuse must commit its refusal, which only an outermost unit of work can; such a raise
    stays as it is, its officers are told, and the next day asks again. The verbs reckon from `now`, whatever `day`.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    return sum(_end(actor=actor, now=now, round_id=key) for key in keys)


def _end(*, actor: Actor, now: datetime, round_id: UUID) -> bool:
    """End one raise; the verbs look again under their locks, so whoever was faster leaves nothing to do."""
    try:
        if has_reached_minimum(round_id):
            return not isinstance(close_round(actor=actor, now=now, round_id=round_id), Refused)
        fail_round(actor=actor, now=now, round_id=round_id)
    except (IllegalMove, MinimumNotReached, NotFailed):
        return False
    return True
