"""embedded / sandbox / callbacks: tells the platform what happened, signed, until it has heard."""

import base64
import hashlib
import hmac
import http.client
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between two tries: doubled after each one, up to the longest."""

TIME_OUT: Final = 10
MARK_OF_SECRETS: Final = "whsec_"


class Letter(Protocol):
    """A message: said once and for ever under one id."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def body(self) -> dict[str, Any]:
        """What is sent."""


class BadDay(Protocol):
    """The faults that the teller plays; the office plays the others."""

    @property
    def duplicate(self) -> bool:
        """Whether each message is told twice."""


L = TypeVar("L", bound=Letter)
L_co = TypeVar("L_co", bound=Letter, covariant=True)


class Office(Protocol[L_co]):
    """Who has something to say: the bank, or the screening provider."""

    news: threading.Event

    @property
    def faults(self) -> BadDay:
        """How bad the day is."""

    def unheard(self) -> Sequence[L_co]:
        """Return the messages that nobody has taken yet, in the order in which they are told."""

    def note_heard(self, message_id: str) -> None:
        """Store that a message was taken."""


def signature(*, secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the `webhook-signature` of a message: `v1,` and the HMAC-SHA256 over id, timestamp and body."""
    key = base64.b64decode(secret.removeprefix(MARK_OF_SECRETS))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def send(message: Letter, *, address: str, secret: str) -> bool:
    """Post one message and return whether it was taken (any 2xx; a redirect is a failure)."""
    parts = urllib.parse.urlsplit(address)
    body = json.dumps(message.body, sort_keys=True).encode()
    timestamp = int(time.time())
    signed = signature(secret=secret, message_id=message.id, timestamp=timestamp, body=body)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIME_OUT)
    try:
        line.request("POST", parts.path or "/", body=body, headers=headers)
        return 200 <= line.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


class Teller(threading.Thread, Generic[L]):
    """Goes through the messages that nobody has taken, for ever; one that fails waits longer each time."""

    def __init__(self, bank: Office[L], *, tell: Callable[[L], bool]) -> None:
        super().__init__(name="teller", daemon=True)
        self._bank = bank
        self._tell = tell
        self._tries: dict[str, int] = {}
        self._due: dict[str, float] = {}

    def run(self) -> None:
        """Tell, rest, tell."""
        while True:
            self._bank.news.wait(timeout=self.turn())
            self._bank.news.clear()

    def turn(self) -> float:
        """Try everything that is due once and return the seconds until something is due again."""
        for message in self._bank.unheard():
            if time.monotonic() < self._due.get(message.id, 0.0):
                continue
            heard = self._tell(message)
            if heard and self._bank.faults.duplicate:
                self._tell(message)
            if heard:
                self._bank.note_heard(message.id)
            else:
                self._postpone(message.id)
        waits = [self._due.get(message.id, 0.0) - time.monotonic() for message in self._bank.unheard()]
        return max(0.05, min([LONGEST_PAUSE, *waits]))

    def _postpone(self, message_id: str) -> None:
        tries = self._tries.get(message_id, 0)
        self._tries[message_id] = tries + 1
        self._due[message_id] = time.monotonic() + min(FIRST_PAUSE * (1 << min(tries, 16)), LONGEST_PAUSE)
