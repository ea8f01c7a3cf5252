"""ledger / actions: undo an entry by posting its mirror image; nothing is ever corrected in place."""

from datetime import datetime
from uuid import UUID

from crowdfund.db.work import current_work
from crowdfund.kernel.errors import Conflict
from crowdfund.ledger import queries
from crowdfund.ledger.actions.post import same_as_before
from crowdfund.ledger.core.entries import EntryContent, PostedEntry, mirrored, require_sound
from crowdfund.ledger.models import Entry


class CannotReverseEntry(Conflict):
    """The entry was reversed before, is itself a reversal, or would be reversed before it takes effect."""


def reverse_entry(*, key: str, entry_id: UUID, memo: str, effective_at: datetime) -> PostedEntry:
    """Post the mirror image of an entry once and return it; a repetition with the same key returns the first one.

    An entry is reversed once, and a reversal not at all: what should stand after all is posted anew.

    :param effective_at: aware, business time, not before the entry's own.
    :raises CannotReverseEntry: see there.
    :raises KeyReused: the key has posted something else.
    :raises NotFound: there is no such entry.
    :raises OutsideWork: no unit of work is open.
    """
    now = current_work().now
    original = queries.entry(entry_id)
    content = EntryContent(
        key=key, lines=mirrored(original.lines), memo=memo, effective_at=effective_at, reverses=entry_id
    )
    require_sound(content)
    if original.reverses is not None or effective_at < original.effective_at:
        raise CannotReverseEntry(id=entry_id)
    posted = Entry.post_once(content, now=now)
    if posted is not None:
        return posted
    if queries.entry_with_key(key) is None:
        raise CannotReverseEntry(id=entry_id)
    return same_as_before(content)
