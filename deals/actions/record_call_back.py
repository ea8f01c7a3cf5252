"""deals / actions: a compliance officer, who sells nothing, calls an investor back and records how it ended."""

from datetime import datetime
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, Invalid
from deals.actions.ask_called_back import ask_to_call
from deals.actions.unwind_subscription import unwind_subscription
from deals.core.call_back import Answers, CallBackOutcome, may_still_rescind, wrong_answers
from deals.core.money_moves import SubscriptionKind
from deals.core.policy import may_call_back
from deals.core.states import SubscriptionState
from deals.locks import lock_round_of_subscription, lock_subscription
from deals.models import CallBack, Subscription
from deals.queries import parties_to_round, subscription_seen_by

_VERBS = {
    CallBackOutcome.CONFIRMED: "subscription.called_back",
    CallBackOutcome.NOT_REACHED: "subscription.not_reached",
    CallBackOutcome.DECLINED: "subscription.call_back_declined",
}


class NobodyToCallBack(Conflict):
    """The subscription is not paid in full, was called back with success, or has ended."""

    code = "nobody_to_call_back"


class LeadDeclines(Conflict):
    """A lead who is out ends the raise for everybody; that is done in person and not by word of mouth."""

    code = "lead_rescinds_in_person"


def record_call_back(
    *, actor: Actor, now: datetime, subscription_id: UUID, outcome: CallBackOutcome, answers: Answers
) -> UUID | Refused:
    """Record one call to an investor who has paid (回访确认) and return it, or the refusal of a call that is too early.

    A confirmation, a yes to every question, lets the raise close over this part and ends the right to rescind. Who
    was not reached is called again. A follower who declines is out, and everything goes back. The investor is told.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer asks who has no part in the raise.
    :raises NobodyToCallBack, LeadDeclines: see their names. Locks the raise and the subscription.
    :raises Invalid: the answers do not go with the outcome.
    """
    with unit_of_work(actor=actor, now=now) as work:
        subscription_seen_by(actor, subscription_id)
        row = lock_round_of_subscription(subscription_id)
        subscription = lock_subscription(subscription_id)
        organisation_id = row.project.organisation_id
        parties = parties_to_round(row.id)
        require(may_call_back(actor, organisation_id=organisation_id, parties=parties), actor=actor)
        require_step_up(actor)
        _check(subscription, outcome=outcome, answers=answers)
        ruling = ask_to_call(subscription)
        if ruling.refuses:
            return work.refused(_too_early(ruling, subscription))
        call_back_id = _store(subscription, outcome=outcome, answers=answers, ruling=ruling)
        record(
            verb=_VERBS[outcome],
            subject=Subject(kind="subscription", id=subscription_id),
            after={"call_back": str(call_back_id), "determination": str(ruling.id), "round": str(row.id)},
            organisation=organisation_id,
            notify=[subscription.investor_id],
        )
        if outcome is CallBackOutcome.DECLINED:
            unwind_subscription(subscription, row=row)
        return call_back_id


def _too_early(ruling: Ruling, subscription: Subscription) -> Refused:
    record(
        verb="subscription.call_back_refused",
        subject=Subject(kind="subscription", id=subscription.id),
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
    )
    return ruling.as_refusal()


def _store(subscription: Subscription, *, outcome: CallBackOutcome, answers: Answers, ruling: Ruling) -> UUID:
    work = current_work()
    call_back = CallBack.store(
        subscription_id=subscription.id,
        outcome=outcome,
        answers=answers,
        officer_id=acting_user(work.actor),
        determination_id=ruling.id,
        now=work.now,
    )
    if outcome is CallBackOutcome.CONFIRMED:
        subscription.confirm_call_back(determination_id=ruling.id, now=work.now)
    return call_back.id


def _check(subscription: Subscription, *, outcome: CallBackOutcome, answers: Answers) -> None:
    if not may_still_rescind(SubscriptionState(subscription.state), subscription.cooling):
        raise NobodyToCallBack
    if outcome is CallBackOutcome.DECLINED and subscription.kind == SubscriptionKind.LEAD:
        raise LeadDeclines
    if wrong := wrong_answers(outcome, answers):
        raise Invalid(wrong)
