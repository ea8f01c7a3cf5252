"""compliance / actions: an officer or auditor takes determinations out of the platform, which leaves a trace."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from compliance.core.policy import may_watch_board
from compliance.core.ruling import Ruling
from compliance.core.search import Wanted
from compliance.queries.search import every_ruling_wanted
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor

MOST_ROWS: Final = 10_000
"""Most determinations in one file; a narrower search takes the rest."""


def export_determinations(*, actor: Actor, now: datetime, wanted: Wanted, form: str) -> Iterator[Ruling]:
    """Record that determinations were exported in a form (``csv``, ``xlsx``) and return them, latest first.

    :raises NotAuthorised: unless the actor is an officer with a second factor or an auditor.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_watch_board(actor), actor=actor)
        user_id: UUID = acting_user(actor)
        record(
            verb="determinations.exported",
            subject=Subject(kind="user", id=user_id),
            after={
                "form": form,
                "outcome": wanted.outcome,
                "rule": wanted.rule,
                "kind": wanted.facts_kind,
                "subject": wanted.subject_id,
                "since": wanted.since,
                "until": wanted.until,
            },
        )
    return every_ruling_wanted(wanted, actor=actor, limit=MOST_ROWS)
