"""compliance / actions: tell the screening provider about every check that it does not know yet.

Each check is claimed, told and noted by itself: claim and note are transactions of their own, the telling lies between
them. The provider knows a check by the row's id, so a worker that dies in between costs a repetition and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from compliance.core.policy import may_run_screenings
from compliance.core.screener import Check
from compliance.core.screening import ALARMING, GIVES_UP_AFTER, wait_after
from compliance.core.states import ScreeningState
from compliance.locks import lock_next_to_send, lock_screening
from compliance.models import Screening
from compliance.queries.screenings import check_of
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor

log = structlog.get_logger(__name__)

Tell = Callable[[Check], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReport:
    """What one run did; `has_more` tells that the limit, or a provider that is down, ended it."""

    told: int
    failed: int
    has_more: bool


def send_screenings(*, actor: Actor, now: datetime, tell: Tell, limit: int = 100) -> SendReport:
    """Tell the provider of up to `limit` checks that are due, with `tell`, which raises when it did not work.

    What failed waits longer each time and is never given up; operators hear of it. After some failures in a row the
    run ends and leaves the rest for the next one. Runs beside each other never take the same check. `now` is business
    time.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_run_screenings(actor), actor=actor)
    told = failed = in_a_row = 0
    for _ in range(limit):
        claimed = _claim(actor=actor, now=now)
        if claimed is None:
            return SendReport(told=told, failed=failed, has_more=False)
        if _try(tell, claimed):
            _note_told(actor=actor, now=now, screening_id=claimed.id)
            told, in_a_row = told + 1, 0
        else:
            _note_failure(actor=actor, now=now, screening_id=claimed.id)
            failed, in_a_row = failed + 1, in_a_row + 1
        if in_a_row == GIVES_UP_AFTER:
            break
    return SendReport(told=told, failed=failed, has_more=True)


def _claim(*, actor: Actor, now: datetime) -> Check | None:
    """Take the check that has been due longest; nobody else takes it before the wait is over."""
    with unit_of_work(actor=actor, now=now):
        row = lock_next_to_send(now=now)
        if row is None:
            return None
        row.postpone(until=now + wait_after(row.attempts + 1))
        return check_of(row)


def _try(tell: Tell, check: Check) -> bool:
    """Tell, and say whether it worked. Whatever one check raises, the others must go on; no name reaches the log."""
    try:
        tell(check)
    except Exception as error:
        log.warning("screening_not_sent", screening=str(check.id), error=type(error).__name__)
        return False
    return True


def _note_told(*, actor: Actor, now: datetime, screening_id: UUID) -> None:
    with unit_of_work(actor=actor, now=now):
        note_sent(lock_screening(screening_id), now=now)


def note_sent(row: Screening, *, now: datetime) -> None:
    """Store that the provider knows a locked check, in the current unit of work; it may have answered meanwhile."""
    if row.state != ScreeningState.REQUESTED or row.told_at is not None:
        return
    row.tell(now=now)
    record(
        verb="screening.sent",
        subject=Subject(kind="screening", id=row.id),
        after={"state": row.state, "asks_register": row.asks_register},
    )


def _note_failure(*, actor: Actor, now: datetime, screening_id: UUID) -> None:
    with unit_of_work(actor=actor, now=now):
        row = lock_screening(screening_id)
        if row.state != ScreeningState.REQUESTED or row.told_at is not None or row.attempts % ALARMING:
            return
        record(
            verb="screening.not_sent",
            subject=Subject(kind="screening", id=row.id),
            after={"attempts": row.attempts},
            notify=users_with_role(Role.OPERATOR),
        )
