"""files / actions: take in a file that somebody sends."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import principal_of, require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.files import queries, vault
from crowdfund.files.core.limits import DAILY_FILES, WAITING_AT_ONCE
from crowdfund.files.core.names import shown_name
from crowdfund.files.core.policy import may_send_for
from crowdfund.files.core.purposes import purpose_called
from crowdfund.files.core.senders import Arrived, Sender
from crowdfund.files.core.uploads import Upload
from crowdfund.files.models import StoredFile
from crowdfund.files.wake import wake_cleaning
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid


def receive_file(
    *,
    actor: Actor,
    now: datetime,
    upload: Upload,
    purpose: str,
    subject: Subject | None = None,
    organisation_id: UUID | None = None,
) -> UUID:
    """Keep the bytes, store that the file waits, wake the workers, and return its id.

    What it is nobody knows yet: it is examined by a worker, and read by nobody before. `subject` is what it is about;
    it may be said later (`attach_file`). With `organisation_id` it belongs to that organisation, whose members read it.
    Should the transaction roll back, its bytes are removed within the hour.

    :raises UnknownPurpose: no room has installed `purpose`.
    :raises ValueError: `subject` is of another kind than the purpose's.
    :raises NotAuthorised: the actor may not send files for this purpose or this organisation.
    :raises Invalid: `/file` is empty or too large, or the sender has too many files waiting or sent today.
    """
    asked = purpose_called(purpose)
    if subject is not None and subject.kind != asked.subject_kind:
        raise ValueError(f"files for {purpose!r} are about a {asked.subject_kind!r}")
    with unit_of_work(actor=actor, now=now) as work:
        require(asked.may_receive(actor) and may_send_for(actor, organisation_id=organisation_id), actor=actor)
        sender = Sender(user_id=principal_of(actor), organisation_id=organisation_id)
        _check_numbers(sender, now=now)
        arrived = _kept(upload)
        row = StoredFile.receive(
            now=now,
            sender=sender,
            purpose=purpose,
            subject=subject,
            name=shown_name(upload.name),
            arrived=arrived,
        )
        record(
            verb="file.received",
            subject=Subject(kind="file", id=row.id),
            after={
                "state": row.state,
                "purpose": purpose,
                "about": f"{subject.kind}:{subject.id}" if subject else "",
                "size": row.size,
                "sha256": row.original_sha256,
            },
            organisation=organisation_id,
        )
        work.after_commit(wake_cleaning)
        return row.id


def _check_numbers(sender: Sender, *, now: datetime) -> None:
    """Two uploads at the same moment may both pass as the last one; the numbers guard a disk, not a law."""
    if queries.count_waiting(sender) >= WAITING_AT_ONCE:
        raise Invalid((FieldError("/file", "too_many_waiting"),))
    if queries.count_of_a_day(sender, now=now) >= DAILY_FILES:
        raise Invalid((FieldError("/file", "too_many_today"),))


def _kept(upload: Upload) -> Arrived:
    if not upload.size:
        raise Invalid((FieldError("/file", "empty_file"),))
    if upload.size > vault.limits().size:
        raise Invalid((FieldError("/file", "file_too_large"),))
    try:
        arrived = vault.keep_original(upload.chunks())
    except vault.TooLarge:
        raise Invalid((FieldError("/file", "file_too_large"),)) from None
    if arrived.size != upload.size:
        vault.drop_original(arrived.key)
        raise Invalid((FieldError("/file", "file_cut_off"),))
    return arrived
