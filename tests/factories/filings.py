"""tests / factories: filings of vehicles, recorded by their verb."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from crowdfund.kernel.days import legal_day
from deals.actions.record_filing import record_filing
from deals.core.filing import FilingEntry
from deals.models import Vehicle, VehicleFiling
from tests.factories.deals import NOW

REGISTER = "Read in the association's public register."


def entry(*, number: str = "SABC12", filed_on: date, remark: str = "") -> FilingEntry:
    """Return what somebody records."""
    return FilingEntry(number=number, filed_on=filed_on, remark=remark)


def file_vehicle(vehicle: Vehicle, *, officer: Any, now: datetime = NOW, corrects: UUID | None = None) -> VehicleFiling:
    """Let an officer record that a vehicle was filed on the legal day of `now`."""
    id = record_filing(
        actor=officer.actor,
        now=now,
        round_id=vehicle.round_id,
        entry=entry(filed_on=legal_day(now), remark=REGISTER),
        evidence=None,
        corrects=corrects,
    )
    return VehicleFiling.objects.get(id=id)
