"""demo / bank: the sandbox bank at a counter of its own, for money that moved before anybody could start its process.

It is the bank of `crowdfund.embedded.custodian` with its books in a folder that is thrown away: orders reach it as they
leave the platform, and what it says comes back signed, is proved and received as every callback is.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from django.conf import settings

from crowdfund.embedded.custodian import bank as sandbox
from crowdfund.embedded.custodian.callbacks import signature
from crowdfund.embedded.custodian.journal import Journal
from crowdfund.kernel.actor import Actor
from deals import custody
from deals.actions.instruct_custodian import instruct_custodian
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.custody import Order

TREASURER: Final = Actor.system("deals.treasurer", request_id="demo")
"""The part of the platform that moves money."""


@contextmanager
def counter() -> Iterator["Counter"]:
    """Open the bank; its books are gone afterwards."""
    with TemporaryDirectory(prefix="demo-bank-") as folder:
        yield Counter(sandbox.Bank(Journal(Path(folder) / "journal.jsonl")))


class Counter:
    """Somebody at the bank who does everything at once."""

    def __init__(self, bank: sandbox.Bank) -> None:
        self._bank = bank

    def settle(self, payments: Iterable[UUID], *, now: datetime) -> None:
        """Tell the bank of all that is due, let the payers pay `payments`, and receive what the bank says of it.

        `now` is the instant of all of it, and of the signatures.
        """
        instruct_custodian(actor=TREASURER, now=now, tell=self._take)
        for payment in payments:
            self._bank.pay(str(payment))
        for message in self._bank.unheard():
            self._say(message, now=now)
            self._bank.note_heard(message.id)

    def _take(self, order: Order) -> None:
        self._bank.place(
            sandbox.order_of(
                {
                    "id": str(order.id),
                    "direction": order.direction.value,
                    "amount": order.amount.as_text(),
                    "currency": order.amount.currency.value,
                    "reference": order.reference,
                }
            )
        )

    def _say(self, said: sandbox.Message, *, now: datetime) -> None:
        body, timestamp = json.dumps(said.body, sort_keys=True).encode(), int(now.timestamp())
        signed = signature(secret=settings.CUSTODIAN_WEBHOOK_SECRET, message_id=said.id, timestamp=timestamp, body=body)
        headers = {"webhook-id": said.id, "webhook-timestamp": str(timestamp), "webhook-signature": signed}
        message = custody.message_from(headers=headers, body=body, at=now)
        receive_custodian_message(actor=TREASURER, now=now, message=message)
