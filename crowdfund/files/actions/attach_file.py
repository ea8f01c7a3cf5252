"""files / actions: say what a file is about that was sent before."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.files.core.errors import FileAttachedAlready
from crowdfund.files.core.policy import may_attach
from crowdfund.files.core.purposes import purpose_called
from crowdfund.files.locks import lock_file
from crowdfund.kernel.actor import Actor


def attach_file(*, actor: Actor, now: datetime, file_id: UUID, purpose: str, subject: Subject) -> None:
    """Store what a file is about; saying the same again changes nothing. Locks the file.

    :raises UnknownPurpose: no room has installed `purpose`.
    :raises ValueError: `subject` is of another kind than the purpose's.
    :raises NotFound: the actor may not know of the file.
    :raises NotAuthorised: somebody else has sent it, or the actor may not send files for this purpose.
    :raises FileAttachedAlready: it is about something else.
    """
    asked = purpose_called(purpose)
    if subject.kind != asked.subject_kind:
        raise ValueError(f"files for {purpose!r} are about a {asked.subject_kind!r}")
    with unit_of_work(actor=actor, now=now):
        row = lock_file(file_id, seen_by=actor)
        is_own = may_attach(actor, uploader_id=row.uploaded_by_id, organisation_id=row.organisation_id)
        require(is_own and asked.may_receive(actor), actor=actor)
        if row.subject_id is not None:
            if (row.purpose, row.subject_kind, row.subject_id) != (purpose, subject.kind, subject.id):
                raise FileAttachedAlready
            return
        row.attach(purpose=purpose, subject=subject)
        record(
            verb="file.attached",
            subject=Subject(kind="file", id=row.id),
            after={"purpose": purpose, "about": f"{subject.kind}:{subject.id}"},
            organisation=row.organisation_id,
        )
