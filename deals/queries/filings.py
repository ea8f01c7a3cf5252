"""deals / queries: vehicles and their filing with the association."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q

from compliance.core.duties import Duty, Span
from compliance.core.queues import Backlog
from crowdfund.kernel.actor import Actor
from deals.core.filing import WARNED_BEFORE, FilingNotice
from deals.core.policy import may_work_the_desk
from deals.models import Vehicle, VehicleFiling

if TYPE_CHECKING:
    from django.db.models import QuerySet

_BEFORE_TODAY = (FilingNotice.NONE, FilingNotice.SOON)
_BEFORE_OVERDUE = (*_BEFORE_TODAY, FilingNotice.TODAY)


def filing_of(vehicle_id: UUID) -> VehicleFiling | None:
    """Return the record that stands, None while a vehicle is not filed. One query."""
    return VehicleFiling.objects.standing().filter(vehicle_id=vehicle_id).first()


def filed_on(vehicle_id: UUID) -> date | None:
    """Return the legal day on which a vehicle was filed, as the record that stands says. One query."""
    found = filing_of(vehicle_id)
    return found.filed_on if found else None


def filings_of(actor: Actor, vehicle_id: UUID) -> "QuerySet[VehicleFiling, VehicleFiling]":
    """Return every record of a vehicle's filing that the actor may see, the latest first. One query."""
    rows = VehicleFiling.objects.visible_to(actor).filter(vehicle_id=vehicle_id)
    return rows.select_related("corrects").order_by("-id")


def readable_filings(actor: Actor, ids: Collection[UUID]) -> Collection[UUID]:
    """Return those among some records whose evidence the actor may read. One query."""
    rows = VehicleFiling.objects.visible_to(actor).filter(id__in=list(ids))
    return list(rows.values_list("id", flat=True))


def vehicles_of_company(organisation_id: UUID) -> "QuerySet[Vehicle, Vehicle]":
    """Return the vehicles of a company's closed raises, the oldest first, with raise and project. One query."""
    rows = Vehicle.objects.filter(round__project__organisation_id=organisation_id)
    return rows.select_related("round__project").order_by("id")


def vehicles_to_file(actor: Actor) -> "QuerySet[Vehicle, Vehicle]":
    """Return the vehicles that are not filed and that the actor may see, the first to fall due first. One query."""
    rows = _unfiled(Vehicle.objects.visible_to(actor))
    return rows.select_related("round__project__organisation").order_by("filing_due_on", "id")


def waiting_filings(actor: Actor) -> Backlog | None:
    """Return how many vehicles are to be filed, and by when the first, to the desk. One query."""
    if not may_work_the_desk(actor):
        return None
    found = _unfiled(Vehicle.objects.visible_to(actor)).aggregate(
        count=Count("id"), oldest=Min("formed_at"), due=Min("filing_due_on")
    )
    return Backlog(count=found["count"], oldest_at=found["oldest"], due_on=found["due"])


def filings_due(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield by which day vehicles are to be filed, for the calendar. One query."""
    rows = vehicles_to_file(actor).filter(filing_due_on__range=(span.first, span.last))
    for row in rows[: span.most]:
        if row.filing_due_on is not None:
            yield Duty(on=row.filing_due_on, about=row.name, page="cap_table", args=(row.round_id,), key=str(row.id))


def filings_to_tell(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return vehicles, formed by `now`, whose people are to be told on the legal day `day`, by id. One query."""
    due = (
        Q(filing_due_on__lt=day, filing_told__in=_BEFORE_OVERDUE)
        | Q(filing_due_on=day, filing_told__in=_BEFORE_TODAY)
        | Q(filing_due_on__gt=day, filing_due_on__lte=day + WARNED_BEFORE, filing_told=FilingNotice.NONE)
    )
    rows = _unfiled(Vehicle.objects.filter(due, formed_at__lte=now))
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def _unfiled(rows: "QuerySet[Vehicle, Vehicle]") -> "QuerySet[Vehicle, Vehicle]":
    filed = Exists(VehicleFiling.objects.filter(vehicle_id=OuterRef("pk")))
    return rows.filter(~filed, filing_due_on__isnull=False)
