"""compliance / screening: how the platform speaks to the screening provider, and how a door knows that it speaks.

One request is one short connection: with a time limit, a size limit, and without following redirects or proxies of
the environment. Whatever goes wrong is one error, since the caller does the same about all of it: try again later.
Nothing of a person is logged, not even the address that was asked.
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

from compliance.core.screener import Check, Message, read_message, read_version
from crowdfund.kernel.errors import Conflict, FieldError, Invalid, NotAuthenticated
from crowdfund.kernel.signatures import signed_id

log = structlog.get_logger(__name__)

LARGEST_MESSAGE: Final = 20_000
"""Bytes of a callback that we read (Standard Webhooks: below 20 kB)."""

_LARGEST_ANSWER: Final = 1_000_000
_TIME_OUT_SECONDS: Final = 5


class ScreenerAway(Conflict):
    """The screening provider does not answer, or not as agreed; nothing was changed here."""

    code = "screener_away"


def tell(check: Check) -> None:
    """Tell the provider of a check; telling it again changes nothing there.

    :raises ScreenerAway: it was not taken.
    """
    _ask("POST", "/checks", check.as_plain())


def results(check_ids: Iterable[UUID]) -> list[Message]:
    """Return everything that the provider has said, or should have said, about these checks, the oldest first.

    :raises ScreenerAway: there was no answer, or none that can be read.
    """
    query = urllib.parse.urlencode([("check", str(check_id)) for check_id in check_ids])
    said = _ask("GET", f"/results?{query}")
    try:
        return [read_message(line["id"], line) for line in said["messages"]]
    except (KeyError, TypeError, Invalid) as error:
        raise ScreenerAway from error


def lists_version() -> str:
    """Return which version of the lists the provider uses now.

    :raises ScreenerAway: there was no answer, or none that can be read.
    """
    said = _ask("GET", "/lists")
    try:
        return read_version(said["version"])
    except (KeyError, TypeError, Invalid) as error:
        raise ScreenerAway from error


def is_reachable() -> bool:
    """Tell whether the provider answers now."""
    try:
        _ask("GET", "/healthz")
    except ScreenerAway:
        return False
    return True


def message_from(*, headers: Mapping[str, str], body: bytes, at: datetime) -> Message:
    """Return what the provider says in a callback, once it is certain that the provider says it.

    The signature is HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks, v1); several may stand in the header
    while the secret is being changed. `at` is real time.

    :raises NotAuthenticated: no signature fits, the message is too long, or five minutes away from real time.
    :raises Invalid: it is signed and can't be read.
    """
    is_short = len(body) <= LARGEST_MESSAGE
    secret: str = settings.SCREENING_WEBHOOK_SECRET
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

    :raises ScreenerAway: no answer in time, another status than 2xx, or an answer that is too large or no JSON.
    """
    parts = urllib.parse.urlsplit(settings.SCREENING_URL)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=_TIME_OUT_SECONDS)
    headers = {"Authorization": f"Bearer {settings.SCREENING_TOKEN}", "Content-Type": "application/json"}
    body = None if said is None else json.dumps(said).encode()
    try:
        line.request(method, parts.path.rstrip("/") + path, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read(_LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        log.warning("screener_away", error=type(error).__name__)
        raise ScreenerAway from error
    finally:
        line.close()
    if not 200 <= answer.status < 300 or len(content) > _LARGEST_ANSWER:
        log.warning("screener_refuses", method=method, status=answer.status)
        raise ScreenerAway
    try:
        return json.loads(content)
    except ValueError as error:
        raise ScreenerAway from error
