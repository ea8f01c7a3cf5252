"""files / queries: which files there are, and who may have them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from crowdfund.accounts.core.policy import principal_of
from crowdfund.db.events import Subject
from crowdfund.files.core.errors import FileNotServed
from crowdfund.files.core.purposes import installed_purposes
from crowdfund.files.core.senders import Sender
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

Files = QuerySet[StoredFile, StoredFile]


def visible_files(actor: Actor) -> Files:
    """Return every file that the actor reads by who they are, newest first. One query."""
    return StoredFile.objects.visible_to(actor).order_by("-id")


def own_files(actor: Actor) -> Files:
    """Return what the actor and the actor's organisations have sent, newest first. One query."""
    own = Q(uploaded_by_id=actor.id) | Q(organisation_id__in=list(actor.memberships))
    return visible_files(actor).filter(own)


def file_seen_by(actor: Actor, file_id: UUID) -> StoredFile:
    """Return one file: the actor's by who they are, or one whose purpose grants it. One query, or two.

    :raises NotFound: for any other.
    """
    row = StoredFile.objects.visible_to(actor).filter(id=file_id).first()
    if row is None:
        row = StoredFile.objects.filter(id=file_id, subject_id__isnull=False).first()
        if row is None or not _is_granted(actor, row):
            raise NotFound
    return row


def file_by_id(file_id: UUID) -> StoredFile:
    """Return a file to a door whose verb has just taken it in; everybody else asks `file_seen_by`. One query.

    :raises NotFound: there is none.
    """
    row = StoredFile.objects.filter(id=file_id).first()
    if row is None:
        raise NotFound
    return row


def file_to_serve(actor: Actor, file_id: UUID) -> StoredFile:
    """Return one file whose clean version the actor may have. One query, or two.

    :raises NotFound: the actor may not know of it.
    :raises FileNotServed: there is no clean version.
    """
    row = file_seen_by(actor, file_id)
    if not row.is_clean:
        raise FileNotServed
    return row


def files_about(subject: Subject) -> Files:
    """Return the files about a subject in every state, oldest first; whoever asks has let the reader in. One query."""
    return StoredFile.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def clean_files_about(subject: Subject) -> Files:
    """Return the files about a subject that can be read, oldest first; see `files_about`. One query."""
    return files_about(subject).filter(state=FileState.CLEAN)


def files_about_many(kind: str, ids: Iterable[UUID]) -> dict[UUID, list[StoredFile]]:
    """Return the files about many subjects of a kind, oldest first, by subject; see `files_about`. One query."""
    found: dict[UUID, list[StoredFile]] = {}
    for row in StoredFile.objects.filter(subject_kind=kind, subject_id__in=list(ids)).order_by("id"):
        if row.subject_id is not None:
            found.setdefault(row.subject_id, []).append(row)
    return found


def own_unattached_files(actor: Actor) -> Files:
    """Return what the actor has sent and has not yet said what it is about, newest first. One query."""
    sender = Sender(user_id=principal_of(actor), organisation_id=next(iter(actor.memberships), None))
    return (
        StoredFile.objects.sent_by(sender)
        .filter(subject_id__isnull=True)
        .exclude(state=FileState.QUARANTINED)
        .order_by("-id")
    )


def count_waiting(sender: Sender) -> int:
    """Return how many files of a sender wait. One query."""
    return StoredFile.objects.sent_by(sender).waiting().count()


def count_of_a_day(sender: Sender, *, now: datetime) -> int:
    """Return how many files a sender has sent in the twenty-four hours before `now`. One query."""
    return StoredFile.objects.sent_by(sender).filter(received_at__gt=now - timedelta(days=1)).count()


def files_to_clean(*, limit: int) -> list[UUID]:
    """Return the files that wait and belong to no worker, oldest first. One query on a partial index."""
    return list(StoredFile.objects.to_clean().order_by("id").values_list("id", flat=True)[:limit])


def is_quarantined(file_id: UUID) -> bool:
    """Tell whether there will never be a clean version of a file. One query."""
    return StoredFile.objects.filter(id=file_id, state=FileState.QUARANTINED).exists()


def states_of_keys(keys: Collection[UUID]) -> dict[UUID, FileState]:
    """Return the states of the files that own these storage keys, by key. One query."""
    rows = StoredFile.objects.filter(storage_key__in=list(keys))
    return {key: FileState(state) for key, state in rows.values_list("storage_key", "state")}


def file_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of those among the files that the actor may see. One query."""
    return dict(StoredFile.objects.visible_to(actor).filter(id__in=list(ids)).values_list("id", "name"))


def _is_granted(actor: Actor, row: StoredFile) -> bool:
    purpose = installed_purposes().get(row.purpose)
    if purpose is None or row.subject_id is None or purpose.subject_kind != row.subject_kind:
        return False
    return row.subject_id in purpose.readable(actor, [row.subject_id])
