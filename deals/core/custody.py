"""deals / core: what the platform tells the custodian (托管银行), and what it makes of the custodian's answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from crowdfund.kernel.errors import FieldError, Invalid
from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import AccountTerms
from deals.core.accounts import claim_account, custody_account, issuer_account, suspense_account
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState, RoundState, StrayState, SubscriptionState

OVERDUE: Final = timedelta(minutes=10)
"""How long after the instruction the statement is asked about an order that nothing was heard of."""
ALARMING: Final = 5
"""Failed attempts to tell the custodian after which operators hear of it; the attempts go on."""

LONGEST_NAME: Final = 140
"""Characters of the name or the number of an account that we read."""

_BASE: Final = timedelta(seconds=15)
_CEILING: Final = timedelta(minutes=30)
_MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,120}")


class Direction(StrEnum):
    """Which way money goes, as seen from the custodian."""

    IN = "in"
    OUT = "out"


class MessageKind(StrEnum):
    """What a custodian can say about an order."""

    ACCEPTED = "order.accepted"
    SETTLED = "order.settled"


class Treatment(StrEnum):
    """What is made of a message."""

    NOTE = "note"
    """The custodian knows the order."""
    NOTHING = "nothing"
    """It says nothing new."""
    SETTLE = "settle"
    SEND_BACK = "send_back"
    """The money should not have come like this: it waits in suspense and goes back to the investor."""
    SUSPEND = "suspend"
    """Nobody knows whose money it is: it waits in suspense for an operator."""
    CONTRADICT = "contradict"
    """It can't be true beside what the books say: nothing is booked, operators decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """From whose account money came (付款人户名与账号), as the custodian says; personal, so it is kept encrypted."""

    name: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One movement as the custodian is told of it; `reference` stands on the payer's or payee's statement.

    `payer` is the name of the person who is to pay, empty where it is not asked whose account money comes from.
    """

    id: UUID
    direction: Direction
    amount: Money
    reference: str
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the custodian says about an order. `amount` is the sum that moved, or that was ordered.

    `payer` is None where the custodian does not say who paid.
    """

    id: str
    kind: MessageKind
    order_id: UUID
    direction: Direction
    amount: Money
    payer: Payer | None = None

    def as_plain(self) -> dict[str, str]:
        """Return it as it is stored, without the payer, who is kept encrypted beside the payment."""
        return {
            "type": self.kind.value,
            "order": str(self.order_id),
            "direction": self.direction.value,
            "amount": self.amount.as_text(),
            "currency": self.amount.currency.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSnapshot:
    """A movement as the books know it."""

    purpose: PaymentPurpose
    state: PaymentState
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StraySnapshot:
    """Money of an unknown order as it stood under the lock."""

    id: UUID
    state: StrayState
    proposed_by: UUID | None


def reference_of(payment_id: UUID) -> str:
    """Return the words by which a transfer is recognised: `CF` and the last twelve digits of the movement's id."""
    return f"CF-{payment_id.hex[-12:].upper()}"


def order_for(*, payment_id: UUID, purpose: PaymentPurpose, amount: Money) -> Order:
    """Return what the custodian is told of a movement."""
    direction = Direction.IN if purpose.comes_in else Direction.OUT
    return Order(id=payment_id, direction=direction, amount=amount, reference=reference_of(payment_id))


def return_order(*, order_id: UUID, answers: UUID, amount: Money) -> Order:
    """Return what the custodian is told of money that goes back: the words are those of the order that it answers."""
    return Order(id=order_id, direction=Direction.OUT, amount=amount, reference=reference_of(answers))


def as_payment(state: StrayState, *, amount: Money) -> PaymentSnapshot:
    """Return the way back of stray money as a movement, so that messages about it are judged like any other.

    :raises ValueError: nobody has confirmed that it goes back.
    """
    standing = {
        StrayState.DUE: PaymentState.DUE,
        StrayState.INSTRUCTED: PaymentState.INSTRUCTED,
        StrayState.RETURNED: PaymentState.SETTLED,
    }
    if state not in standing:
        raise ValueError(f"what is {state} does not move")
    return PaymentSnapshot(purpose=PaymentPurpose.RETURN, state=standing[state], amount=amount)


def wait_after(attempts: int) -> timedelta:
    """Return how long the next try waits after so many: 15 s, doubled each time, never more than half an hour.

    >>> [wait_after(n).total_seconds() for n in (1, 2, 3, 20)]
    [15.0, 30.0, 60.0, 1800.0]

    :raises ValueError: when nothing was tried yet.
    """
    if attempts < 1:
        raise ValueError("there is no wait before the first try")
    doublings: int = 1 << min(attempts - 1, 16)
    return min(_BASE * doublings, _CEILING)


def read_message(message_id: str, said: Mapping[str, Any]) -> Message:
    """Read a message as it came: `{"type": ..., "data": {"order", "direction", "amount", "currency"}}`.

    Entries that we do not know are left alone: the custodian may have more to say than we need.

    :raises Invalid: an entry that we need is missing or in another form; the pointer names it.
    """
    data = said.get("data")
    if not isinstance(data, Mapping):
        raise Invalid((FieldError("/data", "required"),))
    if _MESSAGE_ID.fullmatch(message_id) is None:
        raise Invalid((FieldError("", "invalid"),))
    currency = _read("/data/currency", Currency, data.get("currency"))
    message = Message(
        id=message_id,
        kind=_read("/type", MessageKind, said.get("type")),
        order_id=_read("/data/order", UUID, data.get("order")),
        direction=_read("/data/direction", Direction, data.get("direction")),
        amount=_read("/data/amount", lambda text: Money.parse(text, currency), data.get("amount")),
        payer=_payer_in(data),
    )
    if message.amount <= Money.zero(currency):
        raise Invalid((FieldError("/data/amount", "too_small"),))
    return message


def _payer_in(data: Mapping[str, Any]) -> Payer | None:
    """Return who paid, if the custodian says so; an account without a name says nothing."""
    name = _read("/data/payer_name", _short, data.get("payer_name", ""))
    account = _read("/data/payer_account", _short, data.get("payer_account", ""))
    return Payer(name=name, account=account) if name else None


def _short(text: str) -> str:
    """:raises ValueError: it is longer than the name of an account can be."""
    if len(text) > LONGEST_NAME:
        raise ValueError("this is no name")
    return text.strip()


def _read(pointer: str, reader: Any, value: Any) -> Any:
    if not isinstance(value, str):
        raise Invalid((FieldError(pointer, "required"),))
    try:
        return reader(value)
    except ValueError as error:
        raise Invalid((FieldError(pointer, "invalid"),)) from error


def is_awaited(
    purpose: PaymentPurpose, *, round_state: RoundState, subscription: SubscriptionState, has_accepted_offer: bool
) -> bool:
    """Tell whether money for this purpose is expected now; a deposit needs the offer of its lead to be accepted."""
    if subscription is not SubscriptionState.RESERVED:
        return False
    if purpose is PaymentPurpose.DEPOSIT:
        return round_state is RoundState.OPEN and has_accepted_offer
    return round_state is RoundState.LED


def judge(message: Message, *, payment: PaymentSnapshot | None, awaited: bool, said_before: Money | None) -> Treatment:
    """Decide what is made of a message.

    :param payment: the movement with the order's id, if there is one.
    :param awaited: what `is_awaited` says of incoming money; anything for outgoing money.
    :param said_before: the sum that an earlier message said had moved on this order. An order moves money once.
    """
    if message.kind is MessageKind.ACCEPTED:
        return Treatment.NOTE if payment and payment.state is PaymentState.DUE else Treatment.NOTHING
    if said_before is not None:
        return Treatment.NOTHING if said_before == message.amount else Treatment.CONTRADICT
    if payment is None:
        return Treatment.SUSPEND if message.direction is Direction.IN else Treatment.CONTRADICT
    if payment.state is PaymentState.SETTLED or payment.purpose.comes_in is not (message.direction is Direction.IN):
        return Treatment.CONTRADICT
    is_as_ordered = payment.state is not PaymentState.CANCELLED and message.amount == payment.amount
    if payment.purpose.comes_in:
        return Treatment.SETTLE if is_as_ordered and awaited else Treatment.SEND_BACK
    # The custodian sends what it was told to; anything else is for people to find out.
    return Treatment.SETTLE if is_as_ordered else Treatment.CONTRADICT


def owed_to(
    purpose: PaymentPurpose, *, round_id: UUID, subscription_id: UUID | None, currency: Currency
) -> AccountTerms:
    """Return the account that a settled movement is booked against, custody being the other side.

    :raises ValueError: money of a subscription without a subscription.
    """
    if purpose is PaymentPurpose.PAYOUT:
        return issuer_account(round_id, currency)
    if purpose is PaymentPurpose.RETURN:
        return suspense_account(round_id, currency)
    if subscription_id is None:
        raise ValueError(f"a {purpose} belongs to a subscription")
    return claim_account(subscription_id, currency)


def sides(
    direction: Direction, *, round_id: UUID, against: AccountTerms, amount: Money
) -> Mapping[AccountTerms, Money]:
    """Return what a movement changes: in both accounts, by the same amount, in opposite directions."""
    into_custody = amount if direction is Direction.IN else -amount
    return {custody_account(round_id, amount.currency): into_custody, against: -into_custody}
