"""files / actions: remove originals that nobody needs any more."""

from datetime import datetime

from crowdfund.accounts.core.policy import require
from crowdfund.files import vault
from crowdfund.files.core.policy import may_examine
from crowdfund.files.queries import keys_still_needed
from crowdfund.kernel.actor import Actor


def drop_leftovers(*, actor: Actor, before: datetime) -> int:
    """Remove the originals kept before the instant `before` (real time) that no waiting file owns; return how many.

    They are what an upload left whose transaction did not commit, and what a worker left that died right after its
    file was settled. It records nothing: no row changes, and what was a file has its event. One query.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_examine(actor), actor=actor)
    old = list(vault.originals_before(before))
    needed = keys_still_needed(old)
    leftovers = [key for key in old if key not in needed]
    for key in leftovers:
        vault.drop_original(key)
    return len(leftovers)
