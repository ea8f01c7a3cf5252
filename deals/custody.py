"""deals / custody: how the platform speaks to the custodian (托管银行), and how a door knows that it is the one."""

import urllib.parse
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from crowdfund.kernel.errors import Conflict, Invalid
from crowdfund.web.outside import Line, signed_object
from deals.core.custody import Message, Order, read_message


class CustodianAway(Conflict):
    """The custodian does not answer, or not as agreed; nothing was changed here."""

    code = "custodian_away"


def tell(order: Order) -> None:
    """Tell the custodian of an order; telling it again changes nothing there.

    :raises CustodianAway: it was not taken.
    """
    said = {
        "id": str(order.id),
        "direction": order.direction.value,
        "amount": order.amount.as_text(),
        "currency": order.amount.currency.value,
        "reference": order.reference,
    }
    if order.payer:
        said["payer"] = order.payer
    _line().ask("POST", "/orders", said)


def statement(order_ids: Iterable[UUID]) -> list[Message]:
    """Return everything that the custodian has said, or should have said, about these orders, the oldest first.

    :raises CustodianAway: there was no answer, or none that can be read.
    """
    query = urllib.parse.urlencode([("order", str(order_id)) for order_id in order_ids])
    said = _line().ask("GET", f"/statement?{query}")
    try:
        return [read_message(line["id"], line) for line in said["messages"]]
    except (KeyError, TypeError, Invalid) as error:
        raise CustodianAway from error


def pay_in_sandbox(order: Order, *, payer: str = "") -> None:
    """Let the payer of an order pay it now, or somebody else named `payer`; only the sandbox bank has such a button.

    :raises CustodianAway: the sandbox bank is away.
    """
    tell(order)
    _line().ask("POST", f"/orders/{order.id}/pay", {"payer": payer} if payer else {})


def is_reachable() -> bool:
    """Tell whether the custodian answers now."""
    return _line().is_reachable()


def message_from(*, headers: Mapping[str, str], body: bytes, at: datetime) -> Message:
    """Return what the custodian says in a callback, once it is certain that the custodian says it.

    `at` is real time.

    :raises NotAuthenticated, Invalid: it is not signed as agreed, or it can't be read.
    """
    message_id, said = signed_object(headers=headers, body=body, secret=settings.CUSTODIAN_WEBHOOK_SECRET, at=at)
    return read_message(message_id, said)


def _line() -> Line:
    return Line(name="custodian", address=settings.CUSTODIAN_URL, token=settings.CUSTODIAN_TOKEN, away=CustodianAway)
