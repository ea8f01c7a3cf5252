"""compliance / core: what the platform tells the screening provider, and what it makes of the provider's answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from compliance.core.screening import Hit, ListKind
from compliance.core.states import SCREENING_MACHINE, ScreeningEvent, ScreeningState
from crowdfund.accounts.core.identity import IdentityKind, birth_date_of
from crowdfund.kernel.errors import FieldError, Invalid

MOST_HITS: Final = 50
LONGEST_NAME: Final = 200

CREDIT_CODE: Final = "CREDIT_CODE"
"""What the document of a company is called with the provider: its unified social credit code."""

_MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
_VERSION: Final = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


class MessageKind(StrEnum):
    """What the provider can say about a check."""

    ACCEPTED = "check.accepted"
    COMPLETED = "check.completed"


class Result(StrEnum):
    """How a check ended at the provider."""

    CLEAR = "clear"
    HIT = "hit"
    MISMATCH = "mismatch"
    ERROR = "error"


EVENTS: Final[Mapping[Result, ScreeningEvent]] = {
    Result.CLEAR: ScreeningEvent.FIND_NOTHING,
    Result.HIT: ScreeningEvent.FIND_HIT,
    Result.MISMATCH: ScreeningEvent.FIND_MISMATCH,
    Result.ERROR: ScreeningEvent.FAIL,
}


class Treatment(StrEnum):
    """What is made of a message."""

    NOTE = "note"
    """The provider knows the check."""
    NOTHING = "nothing"
    """It says nothing new."""
    ANSWER = "answer"
    CONTRADICT = "contradict"
    """It says less than was said before, or speaks of a check nobody asked for: nothing is changed, people look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check as the provider is told of it: nothing but what a register and a list need to find somebody.

    `document_number` goes out only with a person's first check, which compares it with the register; a digest would be
    no protection, since the numbers can be counted through. Later checks are about the lists and send none.
    """

    id: UUID
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    document_kind: str
    document_number: str | None = field(repr=False)

    @classmethod
    def of(cls, *, id: UUID, name: str, document: IdentityKind, number: str, asks_register: bool) -> Self:
        """Return the check of a person; the day of birth is read from a resident identity number, if it is one."""
        return cls(
            id=id,
            name=name,
            born_on=birth_date_of(number) if document is IdentityKind.RESIDENT_ID else None,
            document_kind=document.value,
            document_number=number if asks_register else None,
        )

    @classmethod
    def of_company(cls, *, id: UUID, name: str, credit_code: str) -> Self:
        """Return the check of a company by its registered name and its credit code, which is public and always sent."""
        return cls(id=id, name=name, born_on=None, document_kind=CREDIT_CODE, document_number=credit_code)

    def as_plain(self) -> dict[str, str | None]:
        """Return it as it is sent."""
        return {
            "id": str(self.id),
            "name": self.name,
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "document_kind": self.document_kind,
            "document_number": self.document_number,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the provider says about a check. `hits` is empty unless the result is a hit."""

    id: str
    kind: MessageKind
    check_id: UUID
    result: Result | None = None
    lists_version: str = ""
    hits: tuple[Hit, ...] = field(default=(), repr=False)

    def as_plain(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {
            "type": self.kind.value,
            "check": str(self.check_id),
            "result": self.result.value if self.result else None,
            "lists_version": self.lists_version,
            "hits": hits_as_plain(self.hits),
        }


def hits_as_plain(hits: tuple[Hit, ...]) -> list[dict[str, Any]]:
    """Return hits as they are stored."""
    return [{"list": hit.list_name, "kind": hit.kind.value, "name": hit.name, "score": hit.score} for hit in hits]


def read_hits(said: Any) -> tuple[Hit, ...]:
    """Read a list of hits, the likeliest first.

    :raises Invalid: an entry is missing or in another form; the pointer names it.
    """
    if not isinstance(said, list) or len(said) > MOST_HITS:
        raise Invalid((FieldError("/data/hits", "invalid"),))
    return tuple(sorted((_read_hit(entry, f"/data/hits/{at}") for at, entry in enumerate(said)), key=_likeliest))


def read_message(message_id: str, said: Mapping[str, Any]) -> Message:
    """Read a message as it came: `{"type": ..., "data": {"check", "result", "lists_version", "hits"}}`.

    Entries that we do not know are left alone: the provider may have more to say than we need.

    :raises Invalid: an entry that we need is missing or in another form; the pointer names it.
    """
    data = said.get("data")
    if not isinstance(data, Mapping):
        raise Invalid((FieldError("/data", "required"),))
    if _MESSAGE_ID.fullmatch(message_id) is None:
        raise Invalid((FieldError("", "invalid"),))
    kind = _read("/type", MessageKind, said.get("type"))
    check_id = _read("/data/check", UUID, data.get("check"))
    if kind is MessageKind.ACCEPTED:
        return Message(id=message_id, kind=kind, check_id=check_id)
    result = _read("/data/result", Result, data.get("result"))
    hits = read_hits(data.get("hits", []))
    if (result is Result.HIT) is not bool(hits):
        raise Invalid((FieldError("/data/hits", "invalid"),))
    version = "" if result is Result.ERROR else read_version(data.get("lists_version"), pointer="/data/lists_version")
    return Message(id=message_id, kind=kind, check_id=check_id, result=result, lists_version=version, hits=hits)


def read_version(said: Any, *, pointer: str = "/version") -> str:
    """Return the version of the lists, which are letters, digits and points.

    :raises Invalid: it is missing or something else.
    """
    if not isinstance(said, str) or _VERSION.fullmatch(said) is None:
        raise Invalid((FieldError(pointer, "invalid"),))
    return said


def judge(message: Message, *, state: ScreeningState | None) -> Treatment:
    """Decide what is made of a message about a check in `state`, None when nobody asked for such a check.

    What an officer has decided stays decided: a later word about the same check is for people to look at.
    """
    if state is None:
        return Treatment.CONTRADICT
    if message.result is None:
        return Treatment.NOTE if state is ScreeningState.REQUESTED else Treatment.NOTHING
    event = EVENTS[message.result]
    if SCREENING_MACHINE.may(state, event):
        return Treatment.ANSWER
    says_the_same = state is _STATES[message.result]
    # A check that failed on the way has its answer; that it also failed adds nothing.
    return Treatment.NOTHING if says_the_same or message.result is Result.ERROR else Treatment.CONTRADICT


_STATES: Final[Mapping[Result, ScreeningState]] = {
    Result.CLEAR: ScreeningState.CLEAR,
    Result.HIT: ScreeningState.HIT,
    Result.MISMATCH: ScreeningState.MISMATCH,
    Result.ERROR: ScreeningState.FAILED,
}


def _likeliest(hit: Hit) -> tuple[int, str, str]:
    return (-hit.score, hit.list_name, hit.name)


def _read_hit(said: Any, pointer: str) -> Hit:
    if not isinstance(said, Mapping):
        raise Invalid((FieldError(pointer, "invalid"),))
    score = said.get("score")
    if type(score) is not int or not 0 <= score <= 100:
        raise Invalid((FieldError(f"{pointer}/score", "invalid"),))
    return Hit(
        list_name=_read(f"{pointer}/list", _text, said.get("list")),
        kind=_read(f"{pointer}/kind", ListKind, said.get("kind")),
        name=_read(f"{pointer}/name", _text, said.get("name")),
        score=score,
    )


def _text(value: str) -> str:
    if not value.strip() or len(value) > LONGEST_NAME:
        raise ValueError("no name")
    return value.strip()


def _read(pointer: str, reader: Any, value: Any) -> Any:
    if not isinstance(value, str):
        raise Invalid((FieldError(pointer, "required"),))
    try:
        return reader(value)
    except ValueError as error:
        raise Invalid((FieldError(pointer, "invalid"),)) from error
