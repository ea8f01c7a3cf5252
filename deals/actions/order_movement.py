"""deals / actions: order a movement of money for a room above, and call off what it no longer waits for."""

from datetime import date
from uuid import UUID

from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.money import Money
from deals.actions.order_refund import call_off
from deals.core.money_moves import ORDERED_ABOVE, PaymentPurpose
from deals.core.movements import movement_subject
from deals.locks import lock_open_payments_of_subject
from deals.models import Payment


def order_movement(
    *,
    round_id: UUID,
    purpose: PaymentPurpose,
    subject: Subject,
    party_id: UUID,
    amount: Money,
    pay_by: date | None = None,
) -> UUID:
    """Order a movement through the custody of a raise, in the current unit of work, and return its id.

    A part of verbs of rooms above: the verb authorises and is told by its `MovementSubject` when the money has moved.

    :param party_id: who pays or is paid.
    :param pay_by: last legal day (inclusive) to pay what comes in; the room above does what follows when it is over.
    :raises ValueError: a purpose that this room orders by itself.
    :raises LookupError: nobody answers for this kind of subject.
    :raises django.db.IntegrityError: another movement for the subject is open or has settled.
    :raises OutsideWork: no unit of work is open.
    """
    if purpose not in ORDERED_ABOVE:
        raise ValueError(f"{purpose} is ordered by the verbs of this room")
    named = movement_subject(subject.kind).kind
    payment = Payment.order_above(
        round_id=round_id,
        purpose=purpose,
        subject=(named, subject.id),
        party_id=party_id,
        amount=amount,
        pay_by=pay_by,
        now=current_work().now,
    )
    return payment.id


def call_off_movements(subject: Subject) -> int:
    """Cancel what is still to move for a subject, in the current unit of work, and return how many there were.

    Money that is on its way all the same comes to suspense and is sent back. Lock the raise before.
    """
    payments = lock_open_payments_of_subject(kind=subject.kind, subject_id=subject.id)
    for payment in payments:
        call_off(payment)
    return len(payments)
