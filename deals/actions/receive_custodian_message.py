"""deals / actions: the custodian has said something; keep it once, and let the books follow the money.

A message may come twice, late, before an earlier one, or from the statement instead of a callback. Its id is kept in
the transaction of its effect, an order moves money once whatever is said about it, and the ledger posts a key once.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.actions.follow_return import follow_return
from deals.actions.instruct_custodian import note_instructed
from deals.actions.settle_payment import Case, send_back, settle_payment, suspend_unknown
from deals.core.custody import Message, PaymentSnapshot, Treatment, as_payment, is_awaited, judge
from deals.core.money_moves import PaymentPurpose
from deals.core.movements import movement_subject
from deals.core.policy import may_move_money
from deals.core.states import RoundState, StrayState, SubscriptionState
from deals.locks import lock_payment, lock_round_of_payment, lock_stray_of_return, lock_subscription_of_payment
from deals.models import CustodianMessage, StrayMoney
from deals.queries import accepted_offer_of, said_to_have_moved


def receive_custodian_message(*, actor: Actor, now: datetime, message: Message) -> Treatment:
    """Do what follows from a message of the custodian and return what was made of it.

    Money that was waited for is booked and moves its subscription; a lead's deposit confirms the lead. Anything else
    that came in waits in suspense: it goes back where the payer is known. Operators hear of it.

    :raises NotAuthorised: for anybody but the platform itself.
    :raises Busy: somebody else works on the raise; the custodian says it again. Locks raise, subscription, movement.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_money(actor), actor=actor)
        if not CustodianMessage.keep(message, now=now):
            return Treatment.NOTHING
        stray = lock_stray_of_return(message.order_id)
        case = None if stray else _lock_case(message.order_id)
        treatment = judge(
            message,
            payment=_snapshot(stray, case),
            awaited=case is not None and _is_awaited(case),
            said_before=said_to_have_moved(message.order_id, besides=message.id),
        )
        if stray is not None:
            follow_return(stray, treatment)
        _treat(treatment, message=message, case=case)
        return treatment


def _snapshot(stray: StrayMoney | None, case: Case | None) -> PaymentSnapshot | None:
    if stray is not None:
        return as_payment(StrayState(stray.state), amount=stray.amount)
    return case.snapshot if case else None


def _lock_case(order_id: UUID) -> Case | None:
    try:
        row = lock_round_of_payment(order_id)
    except NotFound:
        # There is no row to lock, so the order's name is.
        advisory_lock("custodian order", order_id)
        return None
    subscription = lock_subscription_of_payment(order_id)
    return Case(round=row, subscription=subscription, payment=lock_payment(order_id))


def _is_still_to_come(case: Case) -> bool:
    if case.payment.subject_id is not None:
        return _is_awaited(case)
    return case.subscription is not None and case.subscription.state == SubscriptionState.RESERVED


def _is_awaited(case: Case) -> bool:
    if case.payment.subject_id is not None:
        return movement_subject(case.payment.subject_kind).is_awaited(case.payment.subject_id)
    if case.subscription is None:
        return False
    return is_awaited(
        PaymentPurpose(case.payment.purpose),
        round_state=RoundState(case.round.state),
        subscription=SubscriptionState(case.subscription.state),
        has_accepted_offer=accepted_offer_of(case.subscription) is not None,
    )


def _treat(treatment: Treatment, *, message: Message, case: Case | None) -> None:
    if treatment is Treatment.SUSPEND:
        suspend_unknown(message)
    elif treatment is Treatment.CONTRADICT:
        _tell_of_contradiction(message)
    elif case is not None and treatment is Treatment.NOTE:
        note_instructed(case.payment)
    elif case is not None and treatment is Treatment.SETTLE:
        settle_payment(replace(case, payer=message.payer))
    elif case is not None and treatment is Treatment.SEND_BACK:
        send_back(case, received=message.amount, is_still_to_come=_is_still_to_come(case))


def _tell_of_contradiction(message: Message) -> None:
    record(
        verb="custody.contradicted",
        subject=Subject(kind="payment", id=message.order_id),
        after={"message": message.id, **message.as_plain()},
        notify=users_with_role(Role.OPERATOR),
    )
