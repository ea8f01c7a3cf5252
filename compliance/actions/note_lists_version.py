"""compliance / actions: the provider's lists have changed, so people are screened anew."""

from datetime import datetime
from uuid import UUID

from compliance.core.names import LISTS
from compliance.core.policy import may_run_screenings
from compliance.models import ListsVersion
from compliance.queries.screenings import current_lists
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def note_lists_version(*, actor: Actor, now: datetime, version: str) -> UUID | None:
    """Store that `version` of the lists (名单版本) is current and return its id, or None when that was known.

    From now on the sweep "rescreening" asks about everybody who was cleared against older lists.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_run_screenings(actor), actor=actor)
        advisory_lock("screening lists")
        before = current_lists()
        if before is not None and before.version == version:
            return None
        row = ListsVersion.learn(version, now=now)
        record(
            verb="screening_lists.changed",
            subject=Subject(kind="screening_lists", id=LISTS),
            before={"version": before.version if before else ""},
            after={"version": version},
        )
        return row.id
