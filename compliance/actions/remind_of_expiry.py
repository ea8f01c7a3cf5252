"""compliance / actions: tell people that their certification ends soon; the sweep "certification-reminders"."""

from datetime import date, datetime
from uuid import UUID

from compliance.core.certification import reminder_due
from compliance.core.policy import may_remind_of_certifications
from compliance.locks import lock_certifications
from compliance.queries.certifications import certifications_to_remind_of
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def remind_of_expiry(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Remind the holders of those of these certifications that end soon and are not renewed; return how many.

    Thirty days ahead and seven days ahead, once each; a reminder that was missed comes late, and the nearest one alone.

    :raises NotAuthorised: for anybody but the platform itself. Locks the certifications.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_remind_of_certifications(actor), actor=actor)
        rows = lock_certifications(keys)
        due = frozenset(certifications_to_remind_of(day=day, now=now, after=None, limit=len(keys), among=keys))
        reminded = 0
        for row in rows:
            if row.id not in due or row.expires_on is None:
                continue
            days = reminder_due(expires_on=row.expires_on, day=day, reminded=row.reminded_days)
            if days is None:
                continue
            row.remind(days=days)
            record(
                verb="certification.expiring",
                subject=Subject(kind="certification", id=row.id),
                after={"regime": row.regime, "expires_on": row.expires_on.isoformat(), "days": str(days)},
                notify=[row.user_id],
            )
            reminded += 1
        return reminded
