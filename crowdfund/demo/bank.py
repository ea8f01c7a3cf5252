"""demo / bank: a counter at which money moves at once, for a history that is told before any bank can be asked.

Orders reach it by the verb that tells the custodian of them. What it says comes back as a callback does: in the
custodian's words, signed with the secret that both know, proved, and received by the verb of every callback.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from crowdfund.kernel import signatures
from crowdfund.kernel.actor import Actor
from deals import custody
from deals.actions.instruct_custodian import instruct_custodian
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.custody import Direction, MessageKind, Order

TREASURER: Final = Actor.system("deals.treasurer", request_id="demo")
"""The part of the platform that moves money."""


class Counter:
    """Somebody at the bank who knows what was ordered, and does it as soon as it is paid."""

    def __init__(self) -> None:
        self._orders: dict[UUID, Order] = {}

    def settle(self, payments: Iterable[UUID], *, now: datetime) -> None:
        """Tell the bank of all that is due, let the payers pay `payments`, and receive what the bank says of it.

        What is to be sent is sent at once. `now` is the instant of all of it, and of the signatures.
        """
        told: list[Order] = []
        instruct_custodian(actor=TREASURER, now=now, tell=told.append)
        self._orders |= {order.id: order for order in told}
        sent = [order.id for order in told if order.direction is Direction.OUT]
        for order in told:
            self._say(MessageKind.ACCEPTED, order, now=now)
        for order_id in (*sent, *payments):
            self._say(MessageKind.SETTLED, self._orders[order_id], now=now)

    def _say(self, kind: MessageKind, order: Order, *, now: datetime) -> None:
        data = {
            "order": str(order.id),
            "direction": order.direction.value,
            "amount": order.amount.as_text(),
            "currency": order.amount.currency.value,
            "reference": order.reference,
        }
        if kind is MessageKind.SETTLED and order.payer:
            data |= {"payer_name": order.payer, "payer_account": f"6222{order.id.int % 10**12:012d}"}
        body = json.dumps({"type": kind.value, "data": data}, sort_keys=True).encode()
        message_id, timestamp = f"msg_{order.id.hex}_{kind.name.lower()}", str(int(now.timestamp()))
        signed = signatures.sign(
            secret=settings.CUSTODIAN_WEBHOOK_SECRET, message_id=message_id, timestamp=timestamp, body=body
        )
        headers = {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signed}
        message = custody.message_from(headers=headers, body=body, at=now)
        receive_custodian_message(actor=TREASURER, now=now, message=message)
