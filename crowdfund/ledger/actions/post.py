"""ledger / actions: post an entry."""

from collections.abc import Sequence
from datetime import datetime

from crowdfund.db.work import current_work
from crowdfund.kernel.errors import Conflict
from crowdfund.ledger import queries
from crowdfund.ledger.core.entries import EntryContent, Line, PostedEntry, require_sound
from crowdfund.ledger.models import Entry


class KeyReused(Conflict):
    """The key has posted other lines before: two effects were given one name."""


def post(*, key: str, lines: Sequence[Line], memo: str, effective_at: datetime) -> PostedEntry:
    """Post an entry once, in the current unit of work, and return it; a repetition returns the first one.

    One statement and no lock: only somebody who is posting the same key waits. The sums are checked here and again
    by the database when the transaction commits.

    :param key: names the business effect; the same key with the same lines is a repetition, whatever memo and instant.
    :param lines: sum to zero in every asset; each asset is that of its account.
    :param effective_at: aware, business time; balances count the entry from then on.
    :raises KeyReused: the key has posted other lines.
    :raises UnsoundEntry: the lines can't make an entry.
    :raises django.db.IntegrityError: an account does not exist or holds another asset (`posting_account_and_asset`).
    :raises OutsideWork: no unit of work is open.
    """
    content = EntryContent(key=key, lines=tuple(lines), memo=memo, effective_at=effective_at)
    require_sound(content)
    return Entry.post_once(content, now=current_work().now) or same_as_before(content)


def same_as_before(content: EntryContent) -> PostedEntry:
    """Return the entry that has the key of `content`, if it says the same.

    :raises KeyReused: nothing was posted under the key, or something else was.
    """
    earlier = queries.entry_with_key(content.key)
    if earlier is None or not earlier.says_the_same_as(content):
        raise KeyReused(key=content.key)
    return earlier
