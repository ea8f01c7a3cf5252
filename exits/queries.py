"""exits / queries: what pages and API read. Every function takes the actor; what they may not see does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum

from compliance.core.duties import Duty, Span
from compliance.queries import is_certified
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import checked_user_with_email, members_of, roles_of
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from crowdfund.kernel.money import Money
from deals.core.captable import UnitHolding
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


def windows_to_allocate(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return open windows, opened by `now`, whose last day lies before the legal day `day`, by id. One query."""
    rows = ExitWindow.objects.filter(state=WindowState.OPEN, closes_on__lt=day, opened_at__lte=now)
    return _page(rows, after=after, limit=limit)


def proposals_to_lapse(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return windows, proposed by `now`, that nobody answered by their last day before `day`, by id. One query."""
    rows = ExitWindow.objects.filter(state=WindowState.PROPOSED, closes_on__lt=day, proposed_at__lte=now)
    return _page(rows, after=after, limit=limit)


def windows_to_fail(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return windows, allocated by `now`, that were to be paid before the legal day `day`, by id. One query."""
    rows = ExitWindow.objects.filter(state=WindowState.ALLOCATED, pay_by__lt=day, allocated_at__lte=now)
    return _page(rows, after=after, limit=limit)


def _page(rows: "QuerySet[ExitWindow, ExitWindow]", *, after: UUID | None, limit: int) -> list[UUID]:
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def windows_to_answer(actor: Actor) -> "QuerySet[ExitWindow, ExitWindow]":
    """Return the windows that wait for the actor's consent as their buyer, the first to close first. One query."""
    rows = windows_seen_by(actor).filter(state=WindowState.PROPOSED, buyer_id=actor.id)
    return rows.order_by("closes_on", "id")


def windows_to_pay(actor: Actor) -> "QuerySet[ExitWindow, ExitWindow]":
    """Return the windows that wait for the actor's money as their buyer, the first to fall due first. One query."""
    rows = windows_seen_by(actor).filter(state=WindowState.ALLOCATED, buyer_id=actor.id)
    return rows.order_by("pay_by", "id")


def count_waiting_for_buyer(actor: Actor) -> int:
    """Return how many windows wait for the actor's consent or money as their buyer. One query."""
    waiting = ExitWindow.objects.filter(state__in=[WindowState.PROPOSED, WindowState.ALLOCATED])
    return waiting.filter(buyer_id=actor.id, buyer__isnull=False).count()


def has_live_window(vehicle_id: UUID) -> bool:
    """Tell whether the units of a vehicle are spoken for by a window that has not ended. One query."""
    return ExitWindow.objects.live().filter(vehicle_id=vehicle_id).exists()


def eligible_buyer(email: str, *, organisation_id: UUID, day: date) -> UUID | None:
    """Return the user whom a company may name as its new investor, None for everybody else. Four queries.

    That is a checked investor from outside the company who is certified on the legal day `day`. One answer for all
    reasons, so that nobody learns from it who has an account.
    """
    user_id = checked_user_with_email(email)
    if user_id is None or Role.INVESTOR not in roles_of(user_id) or user_id in members_of(organisation_id):
        return None
    return user_id if is_certified(user_id, on=day) else None


def awaits_payment(window_id: UUID) -> bool:
    """Tell whether a window waits for its buyer's money. One query."""
    return ExitWindow.objects.filter(id=window_id, state=WindowState.ALLOCATED).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What holders sell in one window together: units, and the money for them."""

    units: int
    proceeds: Money


def sale_of(window: ExitWindow) -> Sale | None:
    """Return what holders sell in a window together; None until it is allocated. One query."""
    summed = ExitElection.objects.filter(window_id=window.id).aggregate(units=Sum("units_filled"), fen=Sum("proceeds"))
    if summed["units"] is None:
        return None
    return Sale(units=int(summed["units"]), proceeds=Money(int(summed["fen"]), window.pre_money.currency))


def nameless_buyers_of(vehicle_id: UUID) -> frozenset[UUID]:
    """Return the windows that hold units of a vehicle for a buyer who was no user; they elect nothing. One query."""
    return frozenset(ExitWindow.objects.filter(vehicle_id=vehicle_id, buyer=None).values_list("id", flat=True))


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
    """Return the users who hold units of a vehicle. Three queries."""
    return [each.holder_id for each in unit_holders(vehicle, as_of=as_of)]


def unit_holders(vehicle: "Vehicle", *, as_of: datetime) -> list[UnitHolding]:
    """Return what each user holds of a vehicle, those with nothing left out, the lowest id first. Three queries."""
    nameless = nameless_buyers_of(vehicle.id)
    held = [each for each in holdings_of(vehicle, as_of=as_of) if each.units > 0 and each.holder_id not in nameless]
    return sorted(held, key=lambda each: each.holder_id)


def lots_seen_by(actor: Actor) -> "QuerySet[Lot, Lot]":
    """Return the lots that the actor may see, newest first, each with vehicle, listing and determination. One query."""
    return Lot.objects.visible_to(actor).select_related("vehicle", "listing", "determination").order_by("-id")


def lot_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of the vehicles of those among the lots that the actor may see. One query."""
    return dict(lots_seen_by(actor).filter(id__in=list(ids)).values_list("id", "vehicle__name"))


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


def lots_that_become_free(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield from which day shares may be sold, as far as the actor sees them. One query."""
    rows = Lot.objects.visible_to(actor).filter(first_free_on__range=(span.first, span.last)).select_related("vehicle")
    for row in rows.order_by("first_free_on", "id")[: span.most]:
        yield Duty(
            on=row.first_free_on, about=row.vehicle.name, page="round", args=(row.vehicle.round_id,), key=str(row.id)
        )


def windows_that_close(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield the last days to consent and to elect in windows for the next-round exit. One query."""
    states = (WindowState.PROPOSED, WindowState.OPEN)
    rows = ExitWindow.objects.visible_to(actor).filter(state__in=states, closes_on__range=(span.first, span.last))
    for row in rows.select_related("vehicle").order_by("closes_on", "id")[: span.most]:
        yield _of_window(row, row.closes_on)


def windows_that_fall_due(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield by which day buyers are to pay in windows for the next-round exit. One query."""
    rows = ExitWindow.objects.visible_to(actor).filter(
        state=WindowState.ALLOCATED, pay_by__range=(span.first, span.last)
    )
    for row in rows.select_related("vehicle").order_by("pay_by", "id")[: span.most]:
        yield _of_window(row, row.pay_by or row.closes_on)


def _of_window(row: ExitWindow, on: date) -> Duty:
    return Duty(on=on, about=row.vehicle.name, page="exit_window", args=(row.id,), key=str(row.id))
