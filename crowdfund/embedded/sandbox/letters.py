"""embedded / sandbox / letters: what a service has to say, kept until it is heard; each change is journalled first."""

import threading
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from crowdfund.embedded.sandbox.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The bad days of a service: messages come twice, in the wrong order, or not at all until somebody asks."""

    duplicate: bool = False
    out_of_order: bool = False
    drop: bool = False


M = TypeVar("M", bound=Any)  # a dataclass that is a Letter of callbacks.py
F = TypeVar("F", bound=Faults)


class Letters(Generic[M, F]):
    """The memory of a service: read from the journal at the start, each change in the journal before it counts."""

    def __init__(self, journal: Journal, *, message: type[M], faults: type[F]) -> None:
        self._journal = journal
        self._message, self._kind_of_faults = message, faults
        self._lock = threading.RLock()
        self._messages: dict[str, M] = {}
        self._unheard: dict[str, None] = {}
        self._faults = faults()
        self.news = threading.Event()
        for line in journal.lines():
            self._apply(line)

    @property
    def faults(self) -> F:
        """How bad the day is."""
        with self._lock:
            return self._faults

    def set_faults(self, faults: F) -> None:
        """Make the day worse or better. What was dropped stays dropped; only who asks finds it."""
        with self._lock:
            self._write([{"faults": asdict(faults)}])

    def unheard(self) -> list[M]:
        """Return the messages that nobody has taken yet, in the order in which they are told today."""
        with self._lock:
            waiting = [self._messages[message_id] for message_id in self._unheard]
            return waiting[::-1] if self._faults.out_of_order else waiting

    def note_heard(self, message_id: str) -> None:
        """Store that a message was taken."""
        with self._lock:
            self._write([{"heard": message_id}])

    def remember(self, line: dict[str, Any]) -> None:
        """Take in a line of the journal that is the service's own."""
        raise NotImplementedError

    # --- inside ---

    def _line_of(self, message: M) -> dict[str, Any]:
        return {"message": asdict(message), "is_dropped": self._faults.drop}

    def _write(self, lines: list[dict[str, Any]]) -> None:
        self._journal.write(*lines)
        for line in lines:
            self._apply(line)
        self.news.set()

    def _apply(self, line: dict[str, Any]) -> None:
        if "message" in line:
            message = self._message(**line["message"])
            self._messages[message.id] = message
            if not line["is_dropped"]:
                self._unheard[message.id] = None
        elif "heard" in line:
            self._unheard.pop(line["heard"], None)
        elif "faults" in line:
            self._faults = self._kind_of_faults(**line["faults"])
        else:
            self.remember(line)
