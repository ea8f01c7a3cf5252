"""exits / queries: what pages and API read. Every function takes the actor; what they may not see does not exist."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.queries import holdings_of, vehicles_seen_by
from exits.core.policy import may_record_listings
from exits.core.states import LotState, WindowState
from exits.models import ExitElection, ExitWindow, ListingEvent, Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from deals.models import Vehicle


def windows_seen_by(actor: Actor) -> "QuerySet[ExitWindow, ExitWindow]":
    """Return the windows that the actor may see, newest first, each with vehicle, raise and company. One query."""
    rows = ExitWindow.objects.visible_to(actor).select_related("vehicle__round__project__organisation")
    return rows.order_by("-id")


def window_seen_by(actor: Actor, window_id: UUID) -> ExitWindow:
    """Return one window with vehicle, raise and company. One query.

    :raises NotFound: there is none that the actor may see.
    """
    window = windows_seen_by(actor).filter(id=window_id).first()
    if window is None:
        raise NotFound
    return window


def elections_seen_by(actor: Actor, window_id: UUID) -> "QuerySet[ExitElection, ExitElection]":
    """Return what holders say in a window, as far as the actor may see it, the earliest claim first. One query."""
    rows = ExitElection.objects.visible_to(actor).filter(window_id=window_id)
    return rows.select_related("window").order_by("claimed_at", "id")


def own_election(actor: Actor, window_id: UUID) -> ExitElection | None:
    """Return what the actor says in a window; None for who held nothing when it opened. One query."""
    return ExitElection.objects.filter(window_id=window_id, holder_id=actor.id).select_related("window").first()


def windows_to_settle(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return open windows, opened by `now`, whose last day lies before the legal day `day`, by id. One query."""
    rows = ExitWindow.objects.filter(state=WindowState.OPEN, closes_on__lt=day, opened_at__lte=now)
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def has_open_window(vehicle_id: UUID) -> bool:
    """Tell whether holders of a vehicle can elect now. One query."""
    return ExitWindow.objects.filter(vehicle_id=vehicle_id, state=WindowState.OPEN).exists()


def buyers_of(vehicle_id: UUID) -> frozenset[UUID]:
    """Return the windows through which buyers came to hold units of a vehicle; they elect nothing here. One query."""
    return frozenset(ExitWindow.objects.filter(vehicle_id=vehicle_id).values_list("id", flat=True))


def window_titles(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of the vehicles of those among the windows that the actor may see. One query."""
    return dict(windows_seen_by(actor).filter(id__in=list(ids)).values_list("id", "vehicle__name"))


def is_listed(vehicle_id: UUID) -> bool:
    """Tell whether a listing of the company behind a vehicle was recorded. One query."""
    return ListingEvent.objects.filter(vehicle_id=vehicle_id).exists()


def lots_to_unlock(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return locked lots, recorded by `now`, whose first free day has come on the legal day `day`. One query."""
    rows = Lot.objects.filter(state=LotState.LOCKED, first_free_on__lte=day, listing__recorded_at__lte=now)
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def holders_of(vehicle: "Vehicle", *, as_of: datetime) -> list[UUID]:
    """Return the people who hold units of a vehicle; buyers who came in through a window are none. Three queries."""
    buyers = buyers_of(vehicle.id)
    return [each.holder_id for each in holdings_of(vehicle, as_of=as_of) if each.units and each.holder_id not in buyers]


def lots_seen_by(actor: Actor) -> "QuerySet[Lot, Lot]":
    """Return the lots that the actor may see, newest first, each with its vehicle and listing. One query."""
    return Lot.objects.visible_to(actor).select_related("vehicle", "listing").order_by("-id")


def lot_seen_by(actor: Actor, lot_id: UUID) -> Lot:
    """Return one lot with its vehicle and listing. One query.

    :raises NotFound: there is none that the actor may see.
    """
    lot = lots_seen_by(actor).filter(id=lot_id).first()
    if lot is None:
        raise NotFound
    return lot


def unlisted_vehicles(actor: Actor) -> "QuerySet[Vehicle, Vehicle]":
    """Return the vehicles whose company's listing the actor may record, newest first; for others none. One query."""
    rows = vehicles_seen_by(actor).exclude(id__in=ListingEvent.objects.values("vehicle_id"))
    if not may_record_listings(actor):
        return rows.none()
    return rows.exclude(round__project__organisation_id__in=list(actor.memberships))
