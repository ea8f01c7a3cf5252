"""files / actions: have one file examined, and store its clean version or why there is none."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.files import vault
from crowdfund.files.core.limits import ATTEMPTS, LEASE
from crowdfund.files.core.policy import may_examine
from crowdfund.files.core.results import Clean, Cleaned, Interrupted, Result
from crowdfund.files.core.states import FileState, Reason
from crowdfund.files.locks import lock_claimed, lock_to_clean
from crowdfund.files.models import StoredFile
from crowdfund.files.queries import is_quarantined
from crowdfund.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """One attempt: nobody else begins another one until its lease is over."""

    file_id: UUID
    key: UUID
    attempt: int
    sha256: str


def clean_file(*, actor: Actor, now: datetime, file_id: UUID, clean: Clean) -> FileState | None:
    """Examine a file by `clean` and return the state it came to; None when somebody else has it, or it is settled.

    Three steps: claim in one transaction, examine in none, settle in another. Whoever dies in between leaves the file
    waiting, and the next attempt does it all again; the original is removed only after the end has been stored, and
    with it what an earlier attempt left of a clean version when there shall be none.

    :raises NotAuthorised: for anybody but the platform itself.
    :raises Interrupted: examining was ended from outside; the file waits for the next attempt.
    """
    require(may_examine(actor), actor=actor)
    claim = _claimed(actor=actor, now=now, file_id=file_id)
    if not isinstance(claim, _Claim):
        return claim
    try:
        result = _examined(claim, clean)
    except Interrupted:
        _let_go(claim, actor=actor, now=now)
        raise
    sha256 = vault.keep_clean(claim.key, result.content) if isinstance(result, Cleaned) else ""
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_claimed(claim.file_id, attempt=claim.attempt)
        if row is not None:
            _settle(row, result, sha256=sha256, now=now)
            work.after_commit(partial(_forget, claim.key, is_clean=row.is_clean))
            return FileState(row.state)
    if is_quarantined(claim.file_id):
        vault.drop_clean(claim.key)
    return None


def _claimed(*, actor: Actor, now: datetime, file_id: UUID) -> _Claim | FileState | None:
    """Claim the file, or give it up when that was done too often."""
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_to_clean(file_id)
        if row is None:
            return None
        if row.attempts >= ATTEMPTS:
            _settle(row, Reason.NOT_EXAMINED, sha256="", now=now)
            work.after_commit(partial(_forget, row.storage_key, is_clean=False))
            return FileState(row.state)
        row.claim(lease=LEASE)
        return _Claim(file_id=row.id, key=row.storage_key, attempt=row.attempts, sha256=row.original_sha256)


def _examined(claim: _Claim, clean: Clean) -> Result:
    digest = hashlib.sha256()

    def original() -> Iterator[bytes]:
        for chunk in vault.original(claim.key):
            digest.update(chunk)
            yield chunk

    try:
        result = clean(original())
    except vault.Missing:
        return Reason.LOST
    return result if digest.hexdigest() == claim.sha256 else Reason.LOST


def _let_go(claim: _Claim, *, actor: Actor, now: datetime) -> None:
    with unit_of_work(actor=actor, now=now):
        row = lock_claimed(claim.file_id, attempt=claim.attempt)
        if row is not None:
            row.release()


def _forget(key: UUID, *, is_clean: bool) -> None:
    """Remove what is not needed; the original goes last, so that whoever finds one also looks for the rest."""
    if not is_clean:
        vault.drop_clean(key)
    vault.drop_original(key)


def _settle(row: StoredFile, result: Result, *, sha256: str, now: datetime) -> None:
    before = row.state
    row.settle(result, sha256=sha256, now=now)
    told = (row.uploaded_by_id,) if row.uploaded_by_id is not None and not row.is_clean else ()
    known = {"kind": row.kind, "pages": row.pages, "sha256": sha256} if row.is_clean else {"cause": row.reason}
    record(
        verb="file.cleaned" if row.is_clean else "file.quarantined",
        subject=Subject(kind="file", id=row.id),
        before={"state": before},
        after={"state": row.state, **known},
        organisation=row.organisation_id,
        notify=told,
    )
