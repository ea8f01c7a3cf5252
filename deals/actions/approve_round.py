"""deals / actions: an officer approves a submitted raise, and says how risky the product is."""

from datetime import datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.facts import ProductGrade
from compliance.core.rules.assessment import usual_grade
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.library import newest_book_on
from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from deals.core.policy import may_decide
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, RoundEvent
from deals.facts import grade_facts
from deals.locks import lock_round


def approve_round(
    *,
    actor: Actor,
    now: datetime,
    round_id: UUID,
    product_grade: ProductGrade | None = None,
    grade_reason: str = "",
) -> RoundSnapshot | Refused:
    """Approve a submitted raise, so that its founders may open it, and return it, or the refusal. They are told.

    `product_grade` is how risky the product is (产品风险等级), by default what the book says early equity usually is;
    the rules let another one pass only with a reason in writing.

    :raises NotFound, NotAuthorised, StepUpRequired: see their names; nobody decides on a company of their own.
    :raises IllegalMove: the raise does not wait for a decision, for instance because a colleague was faster.
        Locks the raise.
    """
    today, reason = legal_day(now), grade_reason.strip()
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_decide(actor, organisation_id=before.organisation_id), actor=actor)
        require_step_up(actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.APPROVE)
        grade = product_grade or usual_grade(newest_book_on(today))
        subject = Subject(kind="round", id=row.id)
        ruling = determine(facts=grade_facts(grade, reason=reason), subject=subject, as_of=today)
        if ruling.refuses:
            return work.refused(_refusal(ruling, subject=subject))
        row.approve(state=after, product_grade=grade, grade_reason=reason, now=now)
        record(
            verb="round.approved",
            subject=subject,
            before={"state": before.state},
            after={"state": after, "product_grade": grade, "grading": str(ruling.id)},
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.snapshot()


def _refusal(ruling: Ruling, *, subject: Subject) -> Refused:
    """Record that the grade needs a reason, for the officer alone, and return the value."""
    record(
        verb="round.approval_refused",
        subject=subject,
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
    )
    return ruling.as_refusal()
