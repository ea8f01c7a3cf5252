"""files / locks: files under their lock, as evaluated instances."""

from uuid import UUID

from crowdfund.db.locks import lock_row
from crowdfund.files.models import StoredFile
from crowdfund.kernel.actor import Actor


def lock_to_clean(file_id: UUID) -> StoredFile | None:
    """Lock a file that waits and that nobody examines, or return nothing; never waits for another worker."""
    rows = StoredFile.objects.to_clean().filter(id=file_id)
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=True).first()


def lock_claimed(file_id: UUID, *, attempt: int) -> StoredFile | None:
    """Lock the file of an attempt, or return nothing when another attempt has taken it over or it is settled."""
    rows = StoredFile.objects.waiting().filter(id=file_id, attempts=attempt)
    return rows.select_for_update(of=("self",), no_key=True).first()


def lock_file(file_id: UUID, *, seen_by: Actor) -> StoredFile:
    """Lock one file.

    :raises NotFound: there is none that the actor may know of.
    """
    return lock_row(StoredFile.objects.visible_to(seen_by).filter(id=file_id))
