"""files / actions: remove originals that nobody needs any more."""

from datetime import datetime

from crowdfund.accounts.core.policy import require
from crowdfund.files import vault
from crowdfund.files.core.policy import may_examine
from crowdfund.files.core.states import FileState
from crowdfund.files.queries import states_of_keys
from crowdfund.kernel.actor import Actor


def drop_leftovers(*, actor: Actor, before: datetime) -> int:
    """Remove the originals kept before the instant `before` (real time) that no waiting file owns; return how many.

    They are what an upload left whose transaction did not commit, and what a worker left that died right after its
    file was settled: then what an attempt before it may have written of a clean version goes too, unless the file is
    clean. It records nothing: no row changes, and what was a file has its event. One query.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    require(may_examine(actor), actor=actor)
    old = list(vault.originals_before(before))
    states = states_of_keys(old)
    leftovers = [key for key in old if states.get(key) is not FileState.WAITING]
    for key in leftovers:
        if states.get(key) is not FileState.CLEAN:
            vault.drop_clean(key)
        vault.drop_original(key)
    return len(leftovers)
