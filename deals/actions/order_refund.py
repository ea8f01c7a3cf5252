"""deals / actions: let go of a subscription: what was paid of it goes back, what is still to be paid is called off."""

from datetime import datetime
from uuid import UUID

from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.money_moves import PaymentPurpose
from deals.core.states import (
    PAYMENT_MACHINE,
    SUBSCRIPTION_MACHINE,
    PaymentEvent,
    PaymentState,
    SubscriptionEvent,
    SubscriptionState,
)
from deals.locks import lock_open_payments, lock_round_of_subscription, lock_subscription
from deals.models import Payment


def order_refund(*, actor: Actor, now: datetime, subscription_id: UUID) -> SubscriptionState:
    """Order the refund of all that is in custody for a subscription and return its state; without any it is cancelled.

    Part of verbs that end a subscription: the verb authorises, gives the room in the raise back and deals with the
    offer of a lead. Money that is on its way all the same comes to suspense and is sent back. The investor is told.

    :raises NotFound: there is no such subscription.
    :raises IllegalMove: it has units or has ended. Locks the raise, the subscription and its movements.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round_of_subscription(subscription_id)
        subscription = lock_subscription(subscription_id)
        before = SubscriptionState(subscription.state)
        has_paid = bool(subscription.paid)
        step = SubscriptionEvent.REFUND if has_paid else SubscriptionEvent.CANCEL
        after = SUBSCRIPTION_MACHINE.move(before, step)
        for payment in lock_open_payments(subscription_id):
            call_off(payment)
        subscription.move(state=after)
        if has_paid:
            Payment.order(
                round_id=row.id,
                subscription_id=subscription_id,
                purpose=PaymentPurpose.REFUND,
                amount=subscription.paid,
                now=now,
            )
        record(
            verb="subscription.refunding" if has_paid else "subscription.cancelled",
            subject=Subject(kind="subscription", id=subscription_id),
            before={"state": before},
            after={"state": after, "round": str(row.id)},
            organisation=row.project.organisation_id,
            notify=[subscription.investor_id],
        )
        return after


def call_off(payment: Payment) -> None:
    """Cancel a locked movement that has not settled, in the current unit of work."""
    before = PaymentState(payment.state)
    after = PAYMENT_MACHINE.move(before, PaymentEvent.CANCEL)
    payment.cancel(state=after)
    record(
        verb="payment.cancelled",
        subject=Subject(kind="payment", id=payment.id),
        before={"state": before},
        after={"state": after, "purpose": payment.purpose},
    )
