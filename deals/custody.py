"""deals / custody: how the platform speaks to the custodian (托管银行), and how a door knows that the custodian speaks.

One request is one short connection: with a time limit, a size limit, and without following redirects or proxies of
the environment. Whatever goes wrong is one error, since the caller does the same about all of it: try again later.
"""

import http.client
import json
import urllib.parse
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import structlog
from django.conf import settings

from crowdfund.kernel.errors import Conflict, FieldError, Invalid, NotAuthenticated
from crowdfund.kernel.signatures import signed_id
from deals.core.custody import Message, Order, read_message

log = structlog.get_logger(__name__)

LARGEST_MESSAGE: Final = 20_000
"""Bytes of a callback that we read (Standard Webhooks: below 20 kB)."""

_LARGEST_ANSWER: Final = 1_000_000
_TIME_OUT_SECONDS: Final = 5


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
    _ask("POST", "/orders", said)


def statement(order_ids: Iterable[UUID]) -> list[Message]:
    """Return everything that the custodian has said, or should have said, about these orders, the oldest first.

    :raises CustodianAway: there was no answer, or none that can be read.
    """
    query = urllib.parse.urlencode([("order", str(order_id)) for order_id in order_ids])
    said = _ask("GET", f"/statement?{query}")
    try:
        return [read_message(line["id"], line) for line in said["messages"]]
    except (KeyError, TypeError, Invalid) as error:
        raise CustodianAway from error


def pay_in_sandbox(order: Order, *, payer: str = "") -> None:
    """Let the payer of an order pay it now, or somebody else named `payer`; only the sandbox bank has such a button.

    :raises CustodianAway: the sandbox bank is away.
    """
    tell(order)
    _ask("POST", f"/orders/{order.id}/pay", {"payer": payer} if payer else {})


def is_reachable() -> bool:
    """Tell whether the custodian answers now."""
    try:
        _ask("GET", "/healthz")
    except CustodianAway:
        return False
    return True


def message_from(*, headers: Mapping[str, str], body: bytes, at: datetime) -> Message:
    """Return what the custodian says in a callback, once it is certain that the custodian says it.

    The signature is HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks, v1); several may stand in the header
    while the secret is being changed. `at` is real time.

    :raises NotAuthenticated: no signature fits, the message is too long, or five minutes away from real time.
    :raises Invalid: it is signed and can't be read.
    """
    is_short = len(body) <= LARGEST_MESSAGE
    secret: str = settings.CUSTODIAN_WEBHOOK_SECRET
    message_id = signed_id(headers=headers, body=body, secret=secret, at=at) if is_short else None
    if message_id is None:
        raise NotAuthenticated
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Invalid((FieldError("", "invalid"),)) from error
    if not isinstance(said, dict):
        raise Invalid((FieldError("", "invalid"),))
    return read_message(message_id, said)


def _ask(method: str, path: str, said: Mapping[str, Any] | None = None) -> Any:
    """Send one request and return the answer, which is JSON.

    :raises CustodianAway: no answer in time, another status than 2xx, or an answer that is too large or no JSON.
    """
    parts = urllib.parse.urlsplit(settings.CUSTODIAN_URL)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=_TIME_OUT_SECONDS)
    headers = {"Authorization": f"Bearer {settings.CUSTODIAN_TOKEN}", "Content-Type": "application/json"}
    body = None if said is None else json.dumps(said).encode()
    try:
        line.request(method, parts.path.rstrip("/") + path, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read(_LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        log.warning("custodian_away", error=type(error).__name__)
        raise CustodianAway from error
    finally:
        line.close()
    if not 200 <= answer.status < 300 or len(content) > _LARGEST_ANSWER:
        log.warning("custodian_refuses", method=method, status=answer.status)
        raise CustodianAway
    try:
        return json.loads(content)
    except ValueError as error:
        raise CustodianAway from error
