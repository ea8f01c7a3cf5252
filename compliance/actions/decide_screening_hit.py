"""compliance / actions: an officer decides whether a possible hit, or an identity mismatch, stands."""

from datetime import datetime
from typing import Final
from uuid import UUID

from compliance.core.policy import may_decide_on_screenee
from compliance.core.screening import PASSED, Decision, expiry_of, wrong_reason
from compliance.core.states import SCREENING_MACHINE, ScreeningEvent, ScreeningState
from compliance.locks import lock_screening_seen_by
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid

_EVENTS: Final = {Decision.CLEAR: ScreeningEvent.CLEAR_HIT, Decision.CONFIRM: ScreeningEvent.CONFIRM_HIT}
_VERBS: Final = {ScreeningState.CLEARED: "screening.hit_cleared", ScreeningState.CONFIRMED: "screening.hit_confirmed"}


def decide_screening_hit(
    *, actor: Actor, now: datetime, screening_id: UUID, decision: Decision, reason: str
) -> ScreeningState:
    """Clear somebody of a hit (排除命中) or confirm it (确认命中), with a written reason, and return the new state.

    A person is told the outcome; a company learns it when it asks for money. Hits and reason are kept in the row,
    encrypted, and out of event and notice, so that nobody who is watched learns of it. A pass counts from the legal day
    of `now` on.

    :raises NotFound, NotAuthorised: unless an officer with a second factor decides on somebody else.
    :raises StepUpRequired: when the officer's second factor was not used lately.
    :raises Invalid: without a reason. :raises IllegalMove: nothing is to be decided any more. Locks the screening.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_screening_seen_by(actor, screening_id)
        require(may_decide_on_screenee(actor, row.screenee), actor=actor)
        require_step_up(actor)
        before = ScreeningState(row.state)
        after = SCREENING_MACHINE.move(before, _EVENTS[decision])
        if wrong := wrong_reason(reason):
            raise Invalid(wrong)
        expires_on = expiry_of(legal_day(now)) if after in PASSED else None
        row.decide(state=after, officer_id=acting_user(actor), reason=reason.strip(), expires_on=expires_on, now=now)
        record(
            verb=_VERBS[after],
            subject=Subject(kind="screening", id=row.id),
            before={"state": before},
            after={"state": after, "expires_on": expires_on.isoformat() if expires_on else None},
            notify=[] if row.user_id is None else [row.user_id],
        )
        return after
