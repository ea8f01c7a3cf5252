"""compliance / actions: compute a batch of determinations again, tell of the first that differs; the sweep "replay"."""

from datetime import date, datetime
from uuid import UUID

from compliance.core.policy import may_run_replay
from compliance.core.replay import replay
from compliance.core.rules import RULES
from compliance.library import book
from compliance.locks import lock_replay
from compliance.models import Replay
from compliance.queries.replays import determinations_among
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def replay_nightly(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Compute those of these determinations again that the legal day's replay has not reached, and return how many.

    The row of the day remembers how far it came, in the same transaction, so that a killed run goes on where it was and
    a second one finds nothing. The first difference of the day raises one alarm to officers and operators; the rest are
    counted.

    :raises NotAuthorised: for anybody but the platform itself. Locks the row of the day.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_run_replay(actor), actor=actor)
        run = lock_replay(day, now=now)
        was_clean = run.differing == 0
        rows = determinations_among(keys, behind=run.reached_id)
        for row in rows:
            run.note(determination_id=row.id, difference=replay(row.as_ruling, book=book(), rules=RULES))
        if rows:
            run.keep(now=now)
        if was_clean and run.differing:
            _raise_alarm(run)
        return len(rows)


def _raise_alarm(run: Replay) -> None:
    if run.first_differing_id is None:
        return
    record(
        verb="determination.differed",
        subject=Subject(kind="determination", id=run.first_differing_id),
        after={"day": run.day.isoformat(), "difference": run.difference},
        notify=sorted({*users_with_role(Role.OFFICER), *users_with_role(Role.OPERATOR)}),
    )
