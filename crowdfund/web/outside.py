"""web / outside: how the platform speaks to a service outside, and how a door knows that this service speaks.

One request is one short connection: with a time limit, a size limit, and without following redirects or proxies of
the environment. Whatever goes wrong is one error, since the caller does the same about all of it: try again later.
Neither what is said nor which address was asked is logged: both may speak of a person.
"""

import http.client
import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from crowdfund.kernel.errors import Conflict, FieldError, Invalid, NotAuthenticated
from crowdfund.kernel.signatures import signed_id

log = structlog.get_logger(__name__)

LARGEST_MESSAGE: Final = 20_000
"""Bytes of a callback that we read (Standard Webhooks: below 20 kB)."""

_LARGEST_ANSWER: Final = 1_000_000
_TIME_OUT_SECONDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line to one service: its name in the log, its address, the token it knows us by, the error when away."""

    name: str
    address: str
    token: str
    away: type[Conflict]

    def ask(self, method: str, path: str, said: Mapping[str, Any] | None = None) -> Any:
        """Send one request and return the answer, which is JSON.

        :raises Conflict: as `away` says: no answer in time, another status than 2xx, or one too large or no JSON.
        """
        parts = urllib.parse.urlsplit(self.address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=_TIME_OUT_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = None if said is None else json.dumps(said).encode()
        try:
            line.request(method, parts.path.rstrip("/") + path, body=body, headers=headers)
            answer = line.getresponse()
            content = answer.read(_LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as error:
            log.warning("service_away", service=self.name, error=type(error).__name__)
            raise self.away from error
        finally:
            line.close()
        if not 200 <= answer.status < 300 or len(content) > _LARGEST_ANSWER:
            log.warning("service_refuses", service=self.name, method=method, status=answer.status)
            raise self.away
        try:
            return json.loads(content)
        except ValueError as error:
            raise self.away from error

    def is_reachable(self) -> bool:
        """Tell whether the service answers now."""
        try:
            self.ask("GET", "/healthz")
        except self.away:
            return False
        return True


def signed_object(
    *, headers: Mapping[str, str], body: bytes, secret: str, at: datetime
) -> tuple[str, Mapping[str, Any]]:
    """Return the id and the content of a callback, once it is certain that whoever knows the secret says it.

    The signature is HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks, v1); several may stand in the header
    while the secret is being changed. `at` is real time.

    :raises NotAuthenticated: no signature fits, the message is too long, or five minutes away from real time.
    :raises Invalid: it is signed and no JSON object.
    """
    is_short = len(body) <= LARGEST_MESSAGE
    message_id = signed_id(headers=headers, body=body, secret=secret, at=at) if is_short else None
    if message_id is None:
        raise NotAuthenticated
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Invalid((FieldError("", "invalid"),)) from error
    if not isinstance(said, dict):
        raise Invalid((FieldError("", "invalid"),))
    return message_id, said
