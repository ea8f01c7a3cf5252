"""tests / factories: files, through the room's own verbs and its real vault."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from crowdfund.db.events import Subject
from crowdfund.files.actions.clean_file import clean_file
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.kinds import Kind, kind_of
from crowdfund.files.core.purposes import DOCUMENT
from crowdfund.files.core.results import Cleaned, Result
from crowdfund.files.core.states import FileState, Reason
from crowdfund.files.core.uploads import Upload
from crowdfund.files.models import StoredFile
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from tests.factories.hostile import pdf_bytes

EXAMINER = Actor.system("files.examiner", "factory-0001")
CLEAN = b"%PDF-1.7 clean version"


def takes_it(original: Iterable[bytes]) -> Result:
    """Find any file clean, without a child process."""
    kind = kind_of(b"".join(original)[:16]) or Kind.PDF
    return Cleaned(kind=kind, pages=1, content=CLEAN)


def refuses_it(original: Iterable[bytes]) -> Result:
    """Find any file active, without a child process."""
    b"".join(original)
    return Reason.ACTIVE


def make_file(
    sender: Any,
    *,
    purpose: str = DOCUMENT,
    subject: Subject | None = None,
    organisation_id: UUID | None = None,
    name: str = "statement.pdf",
    content: bytes | None = None,
    state: FileState = FileState.CLEAN,
    now: datetime | None = None,
) -> StoredFile:
    """Let a persona (or an actor) send a file, and bring it to a state."""
    actor = sender if isinstance(sender, Actor) else sender.actor
    at = now or system_now()
    file_id = receive_file(
        actor=actor,
        now=at,
        upload=Upload.of(name, content or pdf_bytes()),
        purpose=purpose,
        subject=subject,
        organisation_id=organisation_id,
    )
    if state is not FileState.WAITING:
        clean = takes_it if state is FileState.CLEAN else refuses_it
        clean_file(actor=EXAMINER, now=at, file_id=file_id, clean=clean)
    return StoredFile.objects.get(id=file_id)
