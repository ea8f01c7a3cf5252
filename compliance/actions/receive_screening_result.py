"""compliance / actions: the screening provider has said something; keep it once, and let the screening follow.

A message may come twice, late, before an earlier one, or from a question instead of a callback. Its id is kept in the
transaction of its effect, and a check that was answered takes only a worse answer.
"""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from compliance.actions.note_lists_version import note_lists_version
from compliance.actions.send_screenings import note_sent
from compliance.core.policy import may_run_screenings
from compliance.core.screener import EVENTS, Message, Treatment, judge
from compliance.core.screening import expiry_of
from compliance.core.states import SCREENING_MACHINE, ScreeningState
from compliance.locks import lock_screening
from compliance.models import Screening, ScreeningMessage
from compliance.queries.screenings import has_known_lists
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotFound

_VERBS: Final = {
    ScreeningState.CLEAR: "screening.passed",
    ScreeningState.HIT: "screening.hit_found",
    ScreeningState.MISMATCH: "screening.mismatch_found",
    ScreeningState.FAILED: "screening.failed",
}


def receive_screening_result(*, actor: Actor, now: datetime, message: Message) -> Treatment:
    """Do what follows from a message of the screening provider and return what was made of it.

    A person or company without hits is clear from this legal day on. Officers hear of hits and mismatches, except of
    their own; operators hear of failures. The event says how many hits there are, never whose or which.

    :raises NotAuthorised: for anybody but the platform itself. Locks the screening.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_run_screenings(actor), actor=actor)
        if not ScreeningMessage.keep(message, now=now):
            return Treatment.NOTHING
        row = _find(message.check_id)
        treatment = judge(message, state=ScreeningState(row.state) if row else None)
        if row is None or treatment is Treatment.CONTRADICT:
            _tell_of_contradiction(message)
        elif treatment is Treatment.NOTE:
            note_sent(row, now=now)
        elif treatment is Treatment.ANSWER:
            _answer(row, message, actor=actor, now=now)
        return treatment


def _find(screening_id: UUID) -> Screening | None:
    try:
        return lock_screening(screening_id)
    except NotFound:
        return None


def _answer(row: Screening, message: Message, *, actor: Actor, now: datetime) -> None:
    before = ScreeningState(row.state)
    result = message.result
    if result is None:
        raise ValueError("a message without a result answers nothing")
    after = SCREENING_MACHINE.move(before, EVENTS[result])
    expires_on: date | None = expiry_of(legal_day(now)) if after is ScreeningState.CLEAR else None
    row.answer(message, state=after, expires_on=expires_on, now=now)
    if message.lists_version and not has_known_lists(message.lists_version):
        note_lists_version(actor=actor, now=now, version=message.lists_version)
    record(
        verb=_VERBS[after],
        subject=Subject(kind="screening", id=row.id),
        before={"state": before},
        after={"state": after, "lists_version": message.lists_version, "hits": len(message.hits)},
        notify=_whom_to_tell(row, after),
    )


def _whom_to_tell(row: Screening, state: ScreeningState) -> list[UUID]:
    if state is ScreeningState.CLEAR:
        # Once is enough: that nothing has changed since is no news.
        return [row.user_id] if row.asks_register and row.user_id is not None else []
    if state is ScreeningState.FAILED:
        return users_with_role(Role.OPERATOR)
    own = {row.user_id, *(members_of(row.organisation_id) if row.organisation_id else ())}
    return [user_id for user_id in users_with_role(Role.OFFICER) if user_id not in own]


def _tell_of_contradiction(message: Message) -> None:
    record(
        verb="screening.contradicted",
        subject=Subject(kind="screening", id=message.check_id),
        after={"message": message.id, "result": message.result, "lists_version": message.lists_version},
        notify=users_with_role(Role.OPERATOR),
    )
