"""deals / actions: people are told of vehicles that are to be filed; what the sweep "vehicle-filings" does."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.ask_filing import ask_filing
from deals.core.filing import FilingNotice, notice_due
from deals.core.policy import may_tell_of_filings
from deals.locks import lock_round_of_vehicle, lock_vehicle
from deals.models import Vehicle
from deals.queries.filings import filed_on

_VERBS: Final = {
    FilingNotice.SOON: "vehicle.filing_due_soon",
    FilingNotice.TODAY: "vehicle.filing_due_today",
    FilingNotice.OVERDUE: "vehicle.filing_overdue",
}


def tell_of_filings(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Tell the company and the officers what is due for each of the vehicles, and return of how many.

    A week before the last day, on it, and on the first day after it, each once; the rules are asked each time, and from
    the day after they refuse. A vehicle that was filed since the question is left alone.

    :raises NotAuthorised: for anybody but the platform itself. Locks raises and vehicles in ascending order.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_tell_of_filings(actor), actor=actor)
        return sum(_tell(key, day=day) for key in sorted(keys))


def _tell(vehicle_id: UUID, *, day: date) -> bool:
    raised = lock_round_of_vehicle(vehicle_id).snapshot()
    vehicle: Vehicle = lock_vehicle(vehicle_id)
    last = vehicle.filing_due_on
    if last is None or filed_on(vehicle_id) is not None:
        return False
    notice = notice_due(last, today=day, told=FilingNotice(vehicle.filing_told))
    if notice is None:
        return False
    ruling = ask_filing(raised, raised_on=vehicle.raised_on, filed_on=None)
    vehicle.tell(notice)
    record(
        verb=_VERBS[notice],
        subject=Subject(kind="round", id=raised.id),
        after={"due_on": last.isoformat(), "determination": str(ruling.id), "verdict": ruling.verdict},
        organisation=raised.organisation_id,
        notify=[*members_of(raised.organisation_id), *users_with_role(Role.OFFICER)],
    )
    return True
