"""deals / actions: book money that has moved, and move what hangs on it. Part of receiving a custodian's message."""

from collections.abc import Mapping
from dataclasses import dataclass

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.errors import NotFound
from crowdfund.kernel.money import Money
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.accounts import AccountTerms
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import Line
from deals.actions.confirm_lead import confirm_lead
from deals.actions.cool_off import cooling_off_ends, reached_by
from deals.actions.note_payer import judge_the_rest, note_payer
from deals.actions.order_refund import call_off
from deals.core.accounts import UNASSIGNED, suspense_account
from deals.core.custody import Direction, Message, Payer, PaymentSnapshot, owed_to, sides
from deals.core.money_moves import PaymentPurpose
from deals.core.movements import movement_subject
from deals.core.states import (
    PAYMENT_MACHINE,
    SUBSCRIPTION_MACHINE,
    PaymentEvent,
    PaymentState,
    SubscriptionEvent,
    SubscriptionState,
)
from deals.models import Payment, Round, StrayMoney, Subscription
from deals.queries import accepted_offer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A movement with its raise and its subscription, all locked; `payer` is who paid, if the custodian said so."""

    round: Round
    subscription: Subscription | None
    payment: Payment
    payer: Payer | None = None

    @property
    def snapshot(self) -> PaymentSnapshot:
        """The movement frozen as it stands."""
        return PaymentSnapshot(
            purpose=PaymentPurpose(self.payment.purpose),
            state=PaymentState(self.payment.state),
            amount=self.payment.amount,
        )


def settle_payment(case: Case) -> None:
    """Book a movement that took place as it was ordered, in the current unit of work, and move its subscription."""
    payment, purpose, now = case.payment, PaymentPurpose(case.payment.purpose), current_work().now
    before = PaymentState(payment.state)
    after = PAYMENT_MACHINE.move(before, PaymentEvent.SETTLE)
    against = _owed_to(case, purpose)
    direction = Direction.IN if purpose.comes_in else Direction.OUT
    _book(
        key=f"payment:{payment.id}",
        moved=sides(direction, round_id=case.round.id, against=against, amount=payment.amount),
    )
    payment.settle(state=after, now=now)
    is_payout = purpose is PaymentPurpose.PAYOUT
    record(
        verb="payment.settled",
        subject=Subject(kind="payment", id=payment.id),
        before={"state": before},
        after={"state": after, "purpose": purpose, "amount": payment.amount.as_text()},
        organisation=case.round.project.organisation_id,
        notify=members_of(case.round.project.organisation_id) if is_payout else (),
    )
    if case.subscription is not None:
        _move_subscription(case, case.subscription, purpose)
    if payment.subject_id is not None:
        movement_subject(payment.subject_kind).moved(payment.subject_id, payment.amount)


def _owed_to(case: Case, purpose: PaymentPurpose) -> AccountTerms:
    payment = case.payment
    if payment.subject_id is not None:
        return movement_subject(payment.subject_kind).account(payment.subject_id, payment.amount.currency)
    return owed_to(
        purpose,
        round_id=case.round.id,
        subscription_id=payment.subscription_id,
        currency=payment.amount.currency,
    )


def _move_subscription(case: Case, subscription: Subscription, purpose: PaymentPurpose) -> None:
    if purpose.comes_in:
        note_payer(case.payment, subscription=subscription, payer=case.payer)
        subscription.receive(case.payment.amount)
        if subscription.paid == subscription.amount:
            _complete(case, subscription)
        if purpose is PaymentPurpose.DEPOSIT:
            _confirm_lead(subscription)
        judge_the_rest(case.payment, subscription=subscription, row=case.round)
    elif purpose is PaymentPurpose.REFUND:
        subscription.receive(-case.payment.amount)
        if not subscription.paid:
            _end_refund(case, subscription)


def _complete(case: Case, subscription: Subscription) -> None:
    before = SubscriptionState(subscription.state)
    after = SUBSCRIPTION_MACHINE.move(before, SubscriptionEvent.PAY)
    now = current_work().now
    ends_at = cooling_off_ends(now)
    subscription.complete(state=after, now=now, cooling_off_until=ends_at, call_back_by=reached_by(ends_at))
    _record_move(case, subscription, verb="subscription.paid", before=before)


def _end_refund(case: Case, subscription: Subscription) -> None:
    before = SubscriptionState(subscription.state)
    subscription.move(state=SUBSCRIPTION_MACHINE.move(before, SubscriptionEvent.SETTLE_REFUND))
    _record_move(case, subscription, verb="subscription.refunded", before=before)


def _record_move(case: Case, subscription: Subscription, *, verb: str, before: SubscriptionState) -> None:
    record(
        verb=verb,
        subject=Subject(kind="subscription", id=subscription.id),
        before={"state": before},
        after={"state": subscription.state, "paid": subscription.paid.as_text(), "round": str(case.round.id)},
        organisation=case.round.project.organisation_id,
        notify=[subscription.investor_id],
    )


def _confirm_lead(subscription: Subscription) -> None:
    offer = accepted_offer_of(subscription)
    if offer is None:
        raise NotFound
    work = current_work()
    confirm_lead(actor=work.actor, now=work.now, offer_id=offer.id)


def send_back(case: Case, *, received: Money, is_still_to_come: bool) -> None:
    """Put money that should not have come like this into suspense and order its return, in the current unit of work.

    The order that it came on is used up; where the right sum `is_still_to_come`, another one takes its place.
    """
    payment, now, round_id = case.payment, current_work().now, case.round.id
    against = suspense_account(round_id, received.currency)
    _book(key=f"stray:{payment.id}", moved=sides(Direction.IN, round_id=round_id, against=against, amount=received))
    is_open = payment.state != PaymentState.CANCELLED
    if is_open:
        call_off(payment)
    subscription_id = payment.subscription_id
    back = Payment.order(
        round_id=round_id,
        subscription_id=subscription_id,
        purpose=PaymentPurpose.RETURN,
        amount=received,
        now=now,
        party_id=payment.party_id,
    )
    if is_open and is_still_to_come:
        payment.order_again(now=now)
    payer = case.subscription.investor_id if case.subscription is not None else payment.party_id
    record(
        verb="payment.sent_back",
        subject=Subject(kind="payment", id=payment.id),
        after={
            "received": received.as_text(),
            "received_currency": received.currency,
            "expected": payment.amount.as_text(),
            "return": str(back.id),
        },
        organisation=case.round.project.organisation_id,
        notify=[*([payer] if payer else []), *users_with_role(Role.OPERATOR)],
    )


def suspend_unknown(message: Message) -> None:
    """Put money that came on an order nobody knows into suspense, in the current unit of work; operators are told."""
    against = suspense_account(UNASSIGNED, message.amount.currency)
    moved = sides(Direction.IN, round_id=UNASSIGNED, against=against, amount=message.amount)
    _book(key=f"stray:{message.order_id}", moved=moved)
    StrayMoney.keep(order_id=message.order_id, amount=message.amount, now=current_work().now)
    record(
        verb="custody.suspended",
        subject=Subject(kind="payment", id=message.order_id),
        after={"message": message.id, **message.as_plain()},
        notify=users_with_role(Role.OPERATOR),
    )


def _book(*, key: str, moved: Mapping[AccountTerms, Money]) -> None:
    lines = [Line(open_account(terms), Quantity.of_money(money)) for terms, money in moved.items()]
    post(key=key, lines=lines, memo=key.partition(":")[0], effective_at=current_work().now)
