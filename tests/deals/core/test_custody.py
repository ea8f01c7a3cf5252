"""What is made of a custodian's message, and that no message makes money from nowhere."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.errors import Invalid
from crowdfund.kernel.money import Currency, Money
from deals.core.accounts import claim_account, custody_account, issuer_account, suspense_account
from deals.core.custody import (
    LONGEST_NAME,
    Direction,
    Message,
    MessageKind,
    Payer,
    PaymentSnapshot,
    Treatment,
    as_payment,
    is_awaited,
    judge,
    order_for,
    owed_to,
    read_message,
    reference_of,
    return_order,
    sides,
    wait_after,
)
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PAYMENT_MACHINE, PaymentEvent, PaymentState, RoundState, StrayState, SubscriptionState

CNY = Currency.CNY
FIVE = Money(5, CNY)
NOTHING_PAID = Money(0, CNY)
FEN = st.integers(min_value=1, max_value=5).map(lambda minor: Money(minor, CNY))
"""Few different sums, so that equal ones meet."""


def _message(
    *, kind: MessageKind = MessageKind.SETTLED, direction: Direction = Direction.IN, amount: Money = FIVE
) -> Message:
    return Message(id="m", kind=kind, order_id=uuid4(), direction=direction, amount=amount)


def _payment(
    purpose: PaymentPurpose = PaymentPurpose.SUBSCRIPTION,
    state: PaymentState = PaymentState.INSTRUCTED,
    amount: Money = FIVE,
) -> PaymentSnapshot:
    return PaymentSnapshot(purpose=purpose, state=state, amount=amount)


def _judged(
    message: Message, payment: PaymentSnapshot | None, *, awaited: bool = True, before: Any = None
) -> Treatment:
    return judge(message, payment=payment, awaited=awaited, said_before=before)


def _paid_by(**more: str) -> Message:
    data = {"order": str(uuid4()), "direction": "in", "amount": "5.00", "currency": "CNY", **more}
    return read_message("m", {"type": "order.settled", "data": data})


def test_who_paid_is_read_and_never_stored_with_the_words_of_the_bank():
    message = _paid_by(payer_name=" 林岚 ", payer_account="6222000000001234")
    assert message.payer == Payer(name="林岚", account="6222000000001234")
    assert not {"payer_name", "payer_account"} & message.as_plain().keys()
    assert _paid_by().payer is None
    assert _paid_by(payer_account="6222000000001234").payer is None, "an account without a name says nothing"


@pytest.mark.parametrize("name", ["payer_name", "payer_account"])
def test_a_name_that_no_account_can_have_is_refused(name: str):
    assert _paid_by(**{"payer_name": "y", name: "x" * LONGEST_NAME}).payer is not None
    with pytest.raises(Invalid) as refused:
        _paid_by(**{name: "x" * (LONGEST_NAME + 1)})
    assert [error.pointer for error in refused.value.errors] == [f"/data/{name}"]


@pytest.mark.parametrize("state", [PaymentState.DUE, PaymentState.INSTRUCTED])
def test_what_was_ordered_and_awaited_settles(state: PaymentState):
    assert _judged(_message(), _payment(state=state)) is Treatment.SETTLE


@pytest.mark.parametrize(
    ("message", "payment", "awaited"),
    [
        (_message(amount=Money(4, CNY)), _payment(), True),
        (_message(amount=Money(6, CNY)), _payment(), True),
        (_message(amount=Money(5, Currency.USD)), _payment(), True),
        (_message(), _payment(), False),
        (_message(), _payment(state=PaymentState.CANCELLED), True),
    ],
)
def test_money_that_should_not_have_come_like_this_goes_back(message: Message, payment: PaymentSnapshot, awaited: bool):
    assert _judged(message, payment, awaited=awaited) is Treatment.SEND_BACK


def test_money_on_an_unknown_order_waits():
    assert _judged(_message(), None) is Treatment.SUSPEND


@pytest.mark.parametrize(
    ("message", "payment"),
    [
        (_message(direction=Direction.OUT), None),
        (_message(direction=Direction.OUT), _payment()),
        (_message(), _payment(PaymentPurpose.REFUND)),
        (_message(direction=Direction.OUT, amount=Money(6, CNY)), _payment(PaymentPurpose.REFUND)),
        (_message(direction=Direction.OUT), _payment(PaymentPurpose.REFUND, PaymentState.CANCELLED)),
        (_message(), _payment(state=PaymentState.SETTLED)),
    ],
)
def test_what_can_not_be_true_is_left_to_people(message: Message, payment: PaymentSnapshot | None):
    assert _judged(message, payment) is Treatment.CONTRADICT


@pytest.mark.parametrize("payment", [None, _payment(), _payment(state=PaymentState.SETTLED)])
def test_an_order_moves_money_once(payment: PaymentSnapshot | None):
    assert _judged(_message(), payment, before=Money(5, CNY)) is Treatment.NOTHING
    assert _judged(_message(), payment, before=Money(4, CNY)) is Treatment.CONTRADICT


@pytest.mark.parametrize("state", PaymentState)
def test_only_an_order_that_was_not_told_is_noted(state: PaymentState):
    expected = Treatment.NOTE if state is PaymentState.DUE else Treatment.NOTHING
    assert _judged(_message(kind=MessageKind.ACCEPTED), _payment(state=state)) is expected
    assert _judged(_message(kind=MessageKind.ACCEPTED), None) is Treatment.NOTHING


@pytest.mark.parametrize("round_state", RoundState)
@pytest.mark.parametrize("subscription", SubscriptionState)
@pytest.mark.parametrize("has_offer", [True, False])
def test_money_is_awaited_by_reserved_subscriptions_of_running_raises(
    round_state: RoundState, subscription: SubscriptionState, has_offer: bool
):
    def awaited(purpose: PaymentPurpose) -> bool:
        return is_awaited(purpose, round_state=round_state, subscription=subscription, has_accepted_offer=has_offer)

    is_reserved = subscription is SubscriptionState.RESERVED
    assert awaited(PaymentPurpose.SUBSCRIPTION) is (is_reserved and round_state is RoundState.LED)
    assert awaited(PaymentPurpose.DEPOSIT) is (is_reserved and round_state is RoundState.OPEN and has_offer)


def _said(**changes: Any) -> dict[str, Any]:
    data = {"order": str(uuid4()), "direction": "in", "amount": "1.00", "currency": "CNY", "reference": "CF"}
    return {"type": "order.settled", "data": {**data, **changes}}


def test_a_message_is_read_as_it_came():
    said = _said(amount="2500000.00", more="unknown words are left alone")
    message = read_message("msg_1", said)
    assert message.order_id == UUID(said["data"]["order"])
    assert (message.kind, message.direction, message.amount) == (
        MessageKind.SETTLED,
        Direction.IN,
        Money(250_000_000, CNY),
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"order": "7"}, "/data/order"),
        ({"order": None}, "/data/order"),
        ({"direction": "up"}, "/data/direction"),
        ({"amount": "1e3"}, "/data/amount"),
        ({"amount": 1}, "/data/amount"),
        ({"amount": "0.00"}, "/data/amount"),
        ({"amount": "-1.00"}, "/data/amount"),
        ({"currency": "XAU"}, "/data/currency"),
    ],
)
def test_what_can_not_be_read_is_named(change: dict[str, Any], pointer: str):
    with pytest.raises(Invalid) as refusal:
        read_message("msg_1", _said(**change))
    assert [error.pointer for error in refusal.value.errors] == [pointer]


@pytest.mark.parametrize("said", [{}, {"type": "order.settled"}, {"type": "order.lost", "data": _said()["data"]}])
def test_what_is_no_message_is_refused(said: dict[str, Any]):
    with pytest.raises(Invalid):
        read_message("msg_1", said)
    with pytest.raises(Invalid):
        read_message("id with blanks", _said())


def test_an_order_says_what_the_movement_is():
    payment_id = UUID("0190aaaa-bbbb-7ccc-8ddd-0123456789ab")
    order = order_for(payment_id=payment_id, purpose=PaymentPurpose.PAYOUT, amount=Money(1, CNY))
    assert (order.direction, order.reference) == (Direction.OUT, "CF-0123456789AB")
    assert reference_of(payment_id) == order.reference


@given(st.integers(min_value=1, max_value=10_000))
def test_waits_never_shrink_and_never_exceed_half_an_hour(attempts: int):
    assert wait_after(attempts) <= wait_after(attempts + 1) <= timedelta(minutes=30)


def test_there_is_no_wait_before_the_first_try():
    with pytest.raises(ValueError, match="first try"):
        wait_after(0)


@given(st.sampled_from(PaymentPurpose), st.sampled_from(Direction), FEN, st.sampled_from(Currency))
def test_both_sides_of_a_movement_cancel_each_other(
    purpose: PaymentPurpose, direction: Direction, amount: Money, currency: Currency
):
    round_id, money = uuid4(), Money(amount.minor, currency)
    against = owed_to(purpose, round_id=round_id, subscription_id=uuid4(), currency=currency)
    moved = sides(direction, round_id=round_id, against=against, amount=money)
    assert len(moved) == 2
    assert sum(each.minor for each in moved.values()) == 0
    assert moved[custody_account(round_id, currency)].minor == (
        money.minor if direction is Direction.IN else -money.minor
    )


def test_each_purpose_has_its_account():
    round_id, subscription_id = uuid4(), uuid4()
    found = {
        purpose: owed_to(purpose, round_id=round_id, subscription_id=subscription_id, currency=CNY)
        for purpose in PaymentPurpose
    }
    claim = claim_account(subscription_id, CNY)
    assert found[PaymentPurpose.PAYOUT] == issuer_account(round_id, CNY)
    assert found[PaymentPurpose.RETURN] == suspense_account(round_id, CNY)
    assert {found[PaymentPurpose.DEPOSIT], found[PaymentPurpose.SUBSCRIPTION], found[PaymentPurpose.REFUND]} == {claim}
    with pytest.raises(ValueError, match="subscription"):
        owed_to(PaymentPurpose.REFUND, round_id=round_id, subscription_id=None, currency=CNY)


@dataclass
class Books:
    """A raise with one subscription as small as it can be: what the decisions do when they are carried out."""

    asked: Money
    payment: PaymentSnapshot = field(init=False)
    subscription: SubscriptionState = SubscriptionState.RESERVED
    paid: Money = NOTHING_PAID
    said: Money | None = None
    accounts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.payment = _payment(amount=self.asked)

    def hear(self, message: Message) -> Treatment:
        awaited = is_awaited(
            self.payment.purpose,
            round_state=RoundState.LED,
            subscription=self.subscription,
            has_accepted_offer=False,
        )
        done = judge(message, payment=self.payment, awaited=awaited, said_before=self.said)
        if message.kind is MessageKind.SETTLED:
            self.said = self.said or message.amount
        if done is Treatment.SETTLE:
            self._move("claim", message.amount, to=PaymentEvent.SETTLE)
            self.paid += message.amount
            self.subscription = SubscriptionState.PAID
        elif done is Treatment.SEND_BACK:
            self._move("suspense", message.amount, to=PaymentEvent.CANCEL)
        return done

    def cancel(self) -> None:
        if self.subscription is SubscriptionState.RESERVED:
            self.subscription = SubscriptionState.CANCELLED
            self._payment_moves(PaymentEvent.CANCEL)

    def _move(self, account: str, amount: Money, *, to: PaymentEvent) -> None:
        self.accounts["custody"] += amount.minor
        self.accounts[account] += amount.minor
        self._payment_moves(to)

    def _payment_moves(self, to: PaymentEvent) -> None:
        if PAYMENT_MACHINE.may(self.payment.state, to):
            state = PAYMENT_MACHINE.move(self.payment.state, to)
            self.payment = _payment(self.payment.purpose, state, self.payment.amount)


STEPS = st.lists(
    st.one_of(
        st.none(),
        st.builds(_message, kind=st.sampled_from(MessageKind), direction=st.sampled_from(Direction), amount=FEN),
    ),
    max_size=12,
)


@given(asked=FEN, steps=STEPS)
def test_whatever_is_said_in_whatever_order_money_received_is_holds_and_suspense(asked: Money, steps: list[Any]):
    """`None` is a cancellation. Money in custody is what the subscription holds plus suspense, and it comes once."""
    books = Books(asked)
    for step in steps:
        if step is None:
            books.cancel()
        else:
            books.hear(step)
    assert books.accounts["custody"] == books.accounts["claim"] + books.accounts["suspense"]
    assert books.accounts["claim"] == books.paid.minor
    assert books.paid in {Money(0, CNY), asked}
    assert books.accounts["custody"] == 0 or (books.said is not None and books.accounts["custody"] == books.said.minor)


def test_money_goes_back_under_the_words_of_its_transfer():
    money = Money.parse("7.00", Currency.CNY)
    order = return_order(order_id=UUID(int=2), answers=UUID(int=1), amount=money)
    assert (order.id, order.direction, order.amount) == (UUID(int=2), Direction.OUT, money)
    assert order.reference == reference_of(UUID(int=1))


@pytest.mark.parametrize("state", StrayState)
def test_a_way_back_is_judged_like_a_movement_once_it_is_confirmed(state: StrayState):
    money = Money.parse("7.00", Currency.CNY)
    if state in {StrayState.WAITING, StrayState.PROPOSED}:
        with pytest.raises(ValueError, match="does not move"):
            as_payment(state, amount=money)
    else:
        shown = as_payment(state, amount=money)
        assert (shown.purpose, shown.amount) == (PaymentPurpose.RETURN, money)
        assert (shown.state is PaymentState.SETTLED) == (state is StrayState.RETURNED)
