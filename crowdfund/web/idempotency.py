"""web / idempotency: a request with a key has one effect, however often it arrives.

The key, a hash of the request and the answer are stored in the same transaction as the effect. A repetition gets the
stored answer; the same key with another content is refused (422); a twin that is still running is refused (409).
Errors roll everything back, the key included, so that a mended request may use it again.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crowdfund.db.locks import try_advisory_lock
from crowdfund.db.work import envelope
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import DomainError
from crowdfund.kernel.ids import new_id
from crowdfund.web.models import StoredAnswer

_KEY = re.compile(r"[\x21-\x7e]{16,200}")
KEEP = timedelta(days=7)


class IdempotencyKeyMissing(DomainError):
    """The request changes something but names no key, or one that is too short to be unique."""

    code = "idempotency_key_missing"


class IdempotencyKeyReused(DomainError):
    """The key was used before for another request."""

    code = "idempotency_key_reused"


class StillRunning(DomainError):
    """A request with the same key has not finished."""

    code = "still_running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a door answers and would answer again: status, body, and where the thing is."""

    status: int
    body: str = ""
    content_type: str = ""
    location: str = ""
    is_replay: bool = False


def fingerprint(*, method: str, path: str, body: bytes) -> str:
    """Return the hash by which two requests count as the same."""
    return hashlib.sha256(b"\x1f".join([method.encode(), path.encode(), body])).hexdigest()


def once(*, actor: Actor, key: str, request_hash: str, now: datetime, run: Callable[[], Answer]) -> Answer:
    """Run `run` in one transaction with the record of its answer, or return the answer given before.

    :raises IdempotencyKeyMissing: `key` is absent or not 16 to 200 visible ASCII characters.
    :raises IdempotencyKeyReused: the key was answered for another content.
    :raises StillRunning: another request with the key is under way.
    """
    if not _KEY.fullmatch(key):
        raise IdempotencyKeyMissing
    client = f"{actor.kind}:{actor.id}"
    with envelope():
        if not try_advisory_lock("idempotency", client, key):
            raise StillRunning
        given = StoredAnswer.objects.filter(client=client, key=key).first()
        if given is not None:
            return _replay(given, request_hash)
        answer = run()
        StoredAnswer(
            id=new_id(now),
            client=client,
            key=key,
            fingerprint=request_hash,
            status=answer.status,
            body=answer.body,
            content_type=answer.content_type,
            location=answer.location,
            answered_at=now,
        ).save(force_insert=True)
        return answer


def forget_answers(*, now: datetime) -> int:
    """Delete answers older than `KEEP` and return how many; the rows' own uniqueness guards after that."""
    deleted, _ = StoredAnswer.objects.filter(answered_at__lt=now - KEEP).delete()
    return deleted


def _replay(given: StoredAnswer, request_hash: str) -> Answer:
    if given.fingerprint != request_hash:
        raise IdempotencyKeyReused
    return Answer(
        status=given.status,
        body=given.body,
        content_type=given.content_type,
        location=given.location,
        is_replay=True,
    )
