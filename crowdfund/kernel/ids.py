"""kernel / ids: identifiers that sort by the instant they were given (UUID version 7)."""

import os
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_TAIL_BITS: Final = 74
_REACH: Final = 60_000
"""Milliseconds by which an instant may lie behind the latest one and still be given a larger id.

Assumes: no request outlives a minute. An instant that lies further back is a replay or a back-dated import, and its
ids sort where it says."""


class _Sequence:
    """The latest id of this process, as its millisecond and the 74 bits behind it."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Forget the latest id; a forked child must not continue the numbers of its parent."""
        self._lock = Lock()
        self._millisecond = -1
        self._tail = 0

    def next_after(self, millisecond: int) -> tuple[int, int]:
        """Return the millisecond and the tail of a new id, larger than the latest one within reach."""
        with self._lock:
            is_new = millisecond > self._millisecond or self._millisecond - millisecond > _REACH
            step = 1 + int.from_bytes(os.urandom(4), "big")
            if is_new:
                self._millisecond, self._tail = millisecond, _fresh_tail()
            elif (self._tail + step) >> _TAIL_BITS:
                self._millisecond, self._tail = self._millisecond + 1, _fresh_tail()
            else:
                self._tail += step
            return self._millisecond, self._tail


def _fresh_tail() -> int:
    """Return a random tail whose highest bit is clear, which leaves room to count on."""
    return int.from_bytes(os.urandom(10), "big") >> (80 - _TAIL_BITS + 1)


_sequence: Final = _Sequence()
os.register_at_fork(after_in_child=_sequence.restart)


def new_id(now: datetime) -> UUID:
    """Return a new identifier that sorts by `now`, and behind every id this process gave for the same millisecond.

    Ids of one process strictly increase as long as the instants do not go back by more than a minute; across
    processes they sort to the millisecond. They can't be guessed from one another, but they tell their instant.
    Source: RFC 9562, section 5.7 and section 6.2, method 2.

    :param now: the instant of the action, aware, not before 1970.
    :raises ValueError: `now` is naive or before 1970.
    """
    if now.tzinfo is None:
        raise ValueError("an id needs an instant with a zone")
    if now < _EPOCH:
        raise ValueError("an id cannot be older than 1970")
    millisecond, tail = _sequence.next_after((now - _EPOCH) // _MILLISECOND)
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def instant_of(identifier: UUID) -> datetime:
    """Return the instant an identifier carries, in UTC, to the millisecond; for sorting and display, not evidence.

    >>> instant_of(UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")).isoformat()
    '2022-02-22T19:22:22+00:00'

    :raises ValueError: `identifier` is not of version 7.
    """
    if identifier.version != 7:
        raise ValueError("only identifiers of version 7 carry their instant")
    return _EPOCH + (identifier.int >> 80) * _MILLISECOND
