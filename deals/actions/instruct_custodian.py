"""deals / actions: tell the custodian about every movement of money that it does not know yet.

Each movement is claimed, told and settled by itself: claim and settling are transactions of their own, the telling
lies between them. The custodian knows an order by the movement's id, so a worker that dies in between costs a
repetition and nothing else, and one order that the custodian does not take stops no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.custody import ALARMING, Order, wait_after
from deals.core.policy import may_move_money
from deals.core.states import PAYMENT_MACHINE, PaymentEvent, PaymentState
from deals.locks import lock_next_to_instruct, lock_payment
from deals.models import Payment
from deals.queries import order_told

log = structlog.get_logger(__name__)

Tell = Callable[[Order], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructReport:
    """What one run did; `has_more` tells that the limit ended it."""

    told: int
    failed: int
    has_more: bool


def instruct_custodian(*, actor: Actor, now: datetime, tell: Tell, limit: int = 100) -> InstructReport:
    """Tell the custodian of up to `limit` movements that are due, with `tell`, which raises when it did not work.

    What failed waits longer each time and is never given up; operators hear of it. Runs beside each other never take
    the same movement. `now` is business time.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_move_money(actor), actor=actor)
    told = failed = 0
    for _ in range(limit):
        claimed = _claim(actor=actor, now=now)
        if claimed is None:
            return InstructReport(told=told, failed=failed, has_more=False)
        if try_to_tell(tell, claimed):
            _note_told(actor=actor, now=now, payment_id=claimed.id)
            told += 1
        else:
            _note_failure(actor=actor, now=now, payment_id=claimed.id)
            failed += 1
    return InstructReport(told=told, failed=failed, has_more=True)


def _claim(*, actor: Actor, now: datetime) -> Order | None:
    """Take the movement that has been due longest; nobody else takes it before the wait is over."""
    with unit_of_work(actor=actor, now=now):
        payment = lock_next_to_instruct(now=now)
        if payment is None:
            return None
        payment.postpone(until=now + wait_after(payment.attempts + 1))
        return order_told(payment)


def try_to_tell(tell: Tell, order: Order) -> bool:
    """Tell, and say whether it worked. Whatever one order raises, the others must go on."""
    try:
        tell(order)
    except Exception as error:
        log.warning("custodian_not_told", payment=str(order.id), error=type(error).__name__)
        return False
    return True


def _note_told(*, actor: Actor, now: datetime, payment_id: UUID) -> None:
    with unit_of_work(actor=actor, now=now):
        note_instructed(lock_payment(payment_id))


def note_instructed(payment: Payment) -> None:
    """Store that the custodian knows a locked movement, in the current unit of work.

    It may have settled or been cancelled while it was told; then there is nothing to store.
    """
    before = PaymentState(payment.state)
    if not PAYMENT_MACHINE.may(before, PaymentEvent.INSTRUCT):
        return
    after = PAYMENT_MACHINE.move(before, PaymentEvent.INSTRUCT)
    payment.instruct(state=after)
    record(
        verb="payment.instructed",
        subject=Subject(kind="payment", id=payment.id),
        before={"state": before},
        after={"state": after, "purpose": payment.purpose},
    )


def _note_failure(*, actor: Actor, now: datetime, payment_id: UUID) -> None:
    with unit_of_work(actor=actor, now=now):
        payment = lock_payment(payment_id)
        if payment.state != PaymentState.DUE or payment.attempts % ALARMING:
            return
        record(
            verb="payment.not_instructed",
            subject=Subject(kind="payment", id=payment.id),
            after={"attempts": payment.attempts, "purpose": payment.purpose},
            notify=users_with_role(Role.OPERATOR),
        )
