"""embedded / custodian / bank: orders, what was paid on them, and the messages that tell of it."""

import hashlib
import re
import time
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from crowdfund.embedded.sandbox.desk import Rejected
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.sandbox.letters import Faults, Letters

AMOUNT: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
DIRECTIONS: Final = ("in", "out")
LONGEST_REFERENCE: Final = 140
"""Characters that fit into the remittance line of a transfer, and into the name of an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Money that the bank is to expect or to send. Amounts are decimal text; `paid_*` is what really moved.

    `payer` is who is expected to pay, and `paid_by` whose account it came from; both are empty where nobody said.
    """

    id: str
    direction: str
    amount: str
    currency: str
    reference: str
    state: str = "open"
    paid_amount: str = ""
    paid_currency: str = ""
    paid_at: str = ""
    payer: str = ""
    paid_by: str = ""

    def says_the_same_as(self, other: "Order") -> bool:
        """Tell whether both ask for the same movement, whoever is expected to pay."""
        return (self.direction, self.amount, self.currency, self.reference) == (
            other.direction, other.amount, other.currency, other.reference,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the bank has to say about an order, once and for ever under one id."""

    id: str
    type: str
    order: str
    data: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """What is sent."""
        return {"type": self.type, "data": self.data}


class Bank(Letters[Message, Faults]):
    """The bank's books."""

    def __init__(self, journal: Journal) -> None:
        self._orders: dict[str, Order] = {}
        super().__init__(journal, message=Message, faults=Faults)

    def place(self, asked: Order) -> tuple[Order, bool]:
        """Take an order and tell whether it is new; one to send money is carried out at once.

        :raises Rejected: the same id was used for another movement.
        """
        with self._lock:
            known = self._orders.get(asked.id)
            if known is not None:
                if not known.says_the_same_as(asked):
                    raise Rejected(409, "this id belongs to another order")
                return known, False
            lines = [{"order": asdict(asked)}, self._line_of(_message("order.accepted", asked))]
            if asked.direction == "out":
                asked = _paid(asked, amount=asked.amount, currency=asked.currency)
                lines += [{"order": asdict(asked)}, self._line_of(_message("order.settled", asked))]
            self._write(lines)
            return self._orders[asked.id], True

    def order(self, order_id: str) -> Order:
        """Return one order.

        :raises Rejected: there is none.
        """
        with self._lock:
            if order_id not in self._orders:
                raise Rejected(404, "no such order")
            return self._orders[order_id]

    def pay(self, order_id: str, *, amount: str = "", currency: str = "", payer: str = "") -> Order:
        """Let the payer pay an order now, once, with the sum ordered or with another one; again changes nothing.

        The money comes from the account of whoever was expected to pay, or from that of somebody else, `payer`.

        :raises Rejected: there is no such order, or it is not for incoming money.
        """
        with self._lock:
            known = self.order(order_id)
            if known.direction != "in":
                raise Rejected(409, "this order sends money")
            if known.state == "open":
                known = _paid(known, amount=amount or known.amount, currency=currency or known.currency)
                known = replace(known, paid_by=payer or known.payer)
                self._write([{"order": asdict(known)}, self._line_of(_message("order.settled", known))])
            return known

    def statement(self, order_ids: Iterable[str] = ()) -> list[Message]:
        """Return what was said or should have been said, the oldest first: of these orders, or of all."""
        wanted = set(order_ids)
        with self._lock:
            return [message for message in self._messages.values() if not wanted or message.order in wanted]

    def remember(self, line: dict[str, Any]) -> None:
        """Take in an order of the journal."""
        self._orders[line["order"]["id"]] = Order(**line["order"])


def order_of(asked: dict[str, Any]) -> Order:
    """Read an order as it was sent.

    :raises Rejected: an entry is missing, unknown or in another form.
    """
    if set(asked) - {"payer"} != {"id", "direction", "amount", "currency", "reference"} or not all(
        isinstance(value, str) for value in asked.values()
    ):
        raise Rejected(422, "an order has id, direction, amount, currency, reference and perhaps payer, each a text")
    try:
        order = Order(**{**asked, "id": str(uuid.UUID(asked["id"]))})
    except ValueError as problem:
        raise Rejected(422, "id is a UUID") from problem
    if order.direction not in DIRECTIONS:
        raise Rejected(422, "direction is in or out")
    if len(order.reference) > LONGEST_REFERENCE:
        raise Rejected(422, f"reference has at most {LONGEST_REFERENCE} characters")
    require_name(order.payer)
    require_sum(order.amount, order.currency)
    return order


def require_name(name: str) -> None:
    """:raises Rejected: no account has so long a name."""
    if len(name) > LONGEST_REFERENCE:
        raise Rejected(422, f"the name of an account has at most {LONGEST_REFERENCE} characters")


def require_sum(amount: str, currency: str) -> None:
    """:raises Rejected: this is no positive sum of money."""
    if not AMOUNT.fullmatch(amount) or not amount.strip("0."):
        raise Rejected(422, "amount is a positive decimal text with two digits")
    if not CURRENCY.fullmatch(currency):
        raise Rejected(422, "currency is an ISO 4217 code")


def account_of(name: str) -> str:
    """Return the number of the one account that somebody has at any bank of the sandbox."""
    return f"6222{int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**12:012d}"


def _paid(order: Order, *, amount: str, currency: str) -> Order:
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return replace(order, state="settled", paid_amount=amount, paid_currency=currency, paid_at=now)


def _message(kind: str, order: Order) -> Message:
    data = {
        "order": order.id,
        "direction": order.direction,
        "amount": order.paid_amount or order.amount,
        "currency": order.paid_currency or order.currency,
        "reference": order.reference,
    }
    if order.paid_by:
        data |= {"payer_name": order.paid_by, "payer_account": account_of(order.paid_by)}
    return Message(id=f"msg_{uuid.uuid4().hex}", type=kind, order=order.id, data=data)
