"""embedded / screening / provider: checks that were asked for, and the messages that tell of them."""

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from crowdfund.embedded.sandbox.desk import Rejected
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.sandbox.letters import Faults, Letters
from crowdfund.embedded.screening.names import script_of

FIRST_LISTS: Final = "2026-11-01"
LONGEST_NAME: Final = 200
LONGEST_VERSION: Final = 60
CREDIT_CODE: Final = "CREDIT_CODE"
KINDS: Final = ("RESIDENT_ID", "PASSPORT", CREDIT_CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check as it is kept: no name and no number, only a keyed digest of both and the outcome that follows."""

    id: str
    digest: str
    result: str
    manner: str
    hits: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the provider has to say about a check, once and for ever under one id."""

    id: str
    type: str
    check: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """What is sent."""
        return {"type": self.type, "data": self.data}


@dataclass(frozen=True, slots=True, kw_only=True)
class BadDay(Faults):
    """The bad days of this provider. `hang` lets every request about checks wait longer than anybody listens."""

    hang: bool = False


class Provider(Letters[Message, BadDay]):
    """The provider's memory."""

    def __init__(self, journal: Journal, *, key: str) -> None:
        self._key = key.encode()
        self._checks: dict[str, Check] = {}
        self._lists = FIRST_LISTS
        super().__init__(journal, message=Message, faults=BadDay)

    def take(self, asked: dict[str, Any]) -> tuple[Check, bool]:
        """Take a check, and tell whether it is new.

        :raises Rejected: it can't be read, or the same id was used for somebody else.
        """
        check_id, name = _read_request(asked)
        said = json.dumps([asked.get(part) for part in ("name", "born_on", "document_kind")], ensure_ascii=False)
        code = asked["document_number"] if asked["document_kind"] == CREDIT_CODE else None
        script = script_of(name, credit_code=code)
        check = Check(
            id=check_id,
            digest=hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest(),
            result=script.result,
            manner=script.manner,
            hits=script.hits,
        )
        with self._lock:
            known = self._checks.get(check.id)
            if known is not None:
                if known.digest != check.digest:
                    raise Rejected(409, "this id belongs to another check")
                return known, False
            lines = [{"check": asdict(check)}, self._line_of(_accepted(check))]
            if check.manner == "prompt":
                lines.append(self._line_of(self._completed(check)))
            self._write(lines)
            return check, True

    def results(self, check_ids: Iterable[str] = ()) -> list[Message]:
        """Return what was said or should have been said, the oldest first: of these checks, or of all.

        Whoever asks about a check that answers only then makes it answer.
        """
        wanted = set(check_ids)
        with self._lock:
            for check in [self._checks[each] for each in wanted if each in self._checks]:
                if check.manner == "asked" and not self._is_completed(check):
                    self._write([self._line_of(self._completed(check))])
            return [message for message in self._messages.values() if not wanted or message.check in wanted]

    def say(self, check_id: str, *, result: str, hits: list[dict[str, Any]]) -> Message:
        """Say something else about a check, as a provider does that watches its lists; for tests and demonstrations.

        :raises Rejected: there is no such check.
        """
        with self._lock:
            if check_id not in self._checks:
                raise Rejected(404, "no such check")
            known = self._checks[check_id]
            check = Check(id=known.id, digest=known.digest, result=result, manner="prompt", hits=tuple(hits))
            message = self._completed(check)
            self._write([{"check": asdict(check)}, self._line_of(message)])
            return message

    @property
    def lists(self) -> str:
        """The version of the lists that checks are made against."""
        with self._lock:
            return self._lists

    def publish(self, version: str) -> None:
        """Make another version of the lists current."""
        if not version or len(version) > LONGEST_VERSION:
            raise Rejected(422, "a version is a short text")
        with self._lock:
            self._write([{"lists": version}])

    def remember(self, line: dict[str, Any]) -> None:
        """Take in a check, or a version of the lists, of the journal."""
        if "check" in line:
            kept = line["check"]
            self._checks[kept["id"]] = Check(**{**kept, "hits": tuple(kept["hits"])})
        elif "lists" in line:
            self._lists = line["lists"]

    # --- inside ---

    def _completed(self, check: Check) -> Message:
        data = {"result": check.result, "lists_version": self._lists, "hits": list(check.hits)}
        return _message("check.completed", check, **data)

    def _is_completed(self, check: Check) -> bool:
        return any(each.check == check.id and each.type == "check.completed" for each in self._messages.values())


def _read_request(asked: dict[str, Any]) -> tuple[str, str]:
    """Return id and name of a request.

    :raises Rejected: an entry is missing or in another form; the answer does not repeat it.
    """
    try:
        check_id = str(uuid.UUID(str(asked["id"])))
        name, kind, number = asked["name"], asked["document_kind"], asked["document_number"]
    except (KeyError, ValueError) as problem:
        raise Rejected(422, "a check has id, name, document_kind and document_number") from problem
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Rejected(422, "name is a text")
    if kind not in KINDS or not (number is None or isinstance(number, str)):
        raise Rejected(422, f"document_kind is one of {', '.join(KINDS)}, document_number a text or null")
    return check_id, name


def _accepted(check: Check) -> Message:
    return _message("check.accepted", check)


def _message(kind: str, check: Check, **data: Any) -> Message:
    said = {"check": check.id, "at": int(time.time()), **data}
    return Message(id=f"msg_{uuid.uuid4().hex}", type=kind, check=check.id, data=said)
