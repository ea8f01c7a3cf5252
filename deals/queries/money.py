"""deals / queries: movements of money, custody, vehicles and their holders."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from crowdfund.accounts.queries import checked_names_of
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.queries import accounts_of, balances, held_under
from deals.core.captable import CapTable, UnitHolding, cap_table
from deals.core.custody import Direction, MessageKind, Order, reference_of
from deals.core.money_moves import COMING_IN, SubscriptionKind
from deals.core.states import PaymentState
from deals.core.units import holder_of
from deals.models import (
    CustodianMessage,
    Payment,
    Round,
    Vehicle,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def vehicle_seen_by(actor: Actor, vehicle_id: UUID) -> Vehicle:
    """Return one vehicle with its raise, project and company. One query.

    :raises NotFound: there is none that the actor may see.
    """
    return _only(vehicles_seen_by(actor).filter(id=vehicle_id).first())


def vehicle_of_round(actor: Actor, round_id: UUID) -> Vehicle:
    """Return the vehicle of a closed raise with its raise, project and company. One query.

    :raises NotFound: the raise has none, or the actor may not see it.
    """
    return _only(vehicles_seen_by(actor).filter(round_id=round_id).first())


def sees_vehicle(actor: Actor, round_id: UUID) -> bool:
    """Tell whether the actor may see the vehicle of a closed raise. One query."""
    return Vehicle.objects.visible_to(actor).filter(round_id=round_id).exists()


def own_vehicles(actor: Actor) -> "QuerySet[Vehicle, Vehicle]":
    """Return the vehicles of the actor's own companies, newest first, each with raise and company. One query."""
    return vehicles_seen_by(actor).filter(round__project__organisation_id__in=list(actor.memberships))


def vehicles_seen_by(actor: Actor) -> "QuerySet[Vehicle, Vehicle]":
    """Return the vehicles that the actor may see, newest first, each with raise, project and company. One query."""
    return Vehicle.objects.visible_to(actor).select_related("round__project__organisation").order_by("-id")


def _only(vehicle: Vehicle | None) -> Vehicle:
    if vehicle is None:
        raise NotFound
    return vehicle


def order_told(payment: Payment) -> Order:
    """Return a movement as the custodian is told of it; a lead's payment with the name of the lead. Up to two queries.

    Of a lead the bank is asked from whose account the money comes; of others it is not, and their name is not told.
    """
    subscription = payment.subscription
    order = payment.as_order
    if subscription is None or subscription.kind != SubscriptionKind.LEAD or order.direction is not Direction.IN:
        return order
    name = checked_names_of([subscription.investor_id]).get(subscription.investor_id, "")
    return replace(order, payer=name)


def said_to_have_moved(order_id: UUID, *, besides: str) -> Money | None:
    """Return the sum that the custodian said has moved on an order, in another message than `besides`. One query."""
    said = CustodianMessage.objects.filter(order_id=order_id, kind=MessageKind.SETTLED).exclude(message_id=besides)
    body = said.order_by("received_at", "message_id").values_list("body", flat=True).first()
    return None if body is None else Money.parse(body["amount"], Currency(body["currency"]))


def unheard_payments(*, since: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return up to `limit` ids behind `after` of movements that the custodian has known since then. One query."""
    rows = Payment.objects.unheard_of(since=since).order_by("id")
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.values_list("id", flat=True)[:limit])


def payments_seen_by(actor: Actor) -> "QuerySet[Payment, Payment]":
    """Return the movements of money that the actor may see, newest first, with raise and subscription. One query."""
    return Payment.objects.visible_to(actor).select_related("round__project", "subscription").order_by("-id")


def own_payments(actor: Actor) -> "QuerySet[Payment, Payment]":
    """Return the movements by which the actor pays or is paid, newest first. One query."""
    return payments_seen_by(actor).filter(Payment.objects.all().concerning(actor.id))


def own_payment_due(actor: Actor, payment_id: UUID) -> Payment:
    """Return a movement that the actor is to pay and has not. One query.

    :raises NotFound: there is no such movement of theirs.
    """
    due = own_payments(actor).filter(state__in=[PaymentState.DUE, PaymentState.INSTRUCTED])
    found = due.filter(id=payment_id, purpose__in=COMING_IN).first()
    if found is None:
        raise NotFound
    return found


def purchases_due(actor: Actor) -> "QuerySet[Payment, Payment]":
    """Return what the actor is to pay for something that a room above sells, the first to fall due first. One query."""
    due = own_payments(actor).filter(party_id=actor.id, party__isnull=False, purpose__in=COMING_IN)
    due = due.filter(state__in=[PaymentState.DUE, PaymentState.INSTRUCTED])
    return due.order_by("pay_by", "id")


def payments_by_state(actor: Actor) -> dict[PaymentState, int]:
    """Return how many movements the actor sees in each state, zeros included. One query."""
    rows = Payment.objects.visible_to(actor).values("state").annotate(count=Count("id")).values_list("state", "count")
    counted = dict(rows)
    return {state: counted.get(state.value, 0) for state in PaymentState}


def holdings_of(vehicle: Vehicle, *, as_of: datetime) -> tuple[UnitHolding, ...]:
    """Return who holds how many units of a vehicle at an instant, as the ledger says. Two queries."""
    accounts = accounts_of(Owner("vehicle", vehicle.id))
    holders = {id_: holder for code, id_ in accounts.items() if (holder := holder_of(code, vehicle_id=vehicle.id))}
    held = balances(account_ids=holders, as_of=as_of)
    return tuple(
        UnitHolding(holder_id=holder, units=held[id_].amount, is_lead=holder == vehicle.lead_id)
        for id_, holder in holders.items()
    )


def cap_table_of(vehicle: Vehicle, *, as_of: datetime) -> CapTable:
    """Return the table of a vehicle at an instant. Two queries."""
    return cap_table(holdings_of(vehicle, as_of=as_of))


def payment_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the references of those among the movements that the actor may see. One query."""
    found = Payment.objects.visible_to(actor).filter(id__in=list(ids))
    return {payment_id: reference_of(payment_id) for payment_id in found.values_list("id", flat=True)}


def open_payments(actor: Actor) -> "QuerySet[Payment, Payment]":
    """Return the movements that are on their way, the oldest first. One query."""
    rows = Payment.objects.visible_to(actor).open()
    return rows.select_related("round__project", "subscription").order_by("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class InCustody:
    """What lies at the custodian for one raise, and how much of it should not be there; no raise where nobody knows."""

    title: str
    round_id: UUID | None
    held: Money
    suspense: Money


def custody_by_round(*, as_of: datetime) -> list[InCustody]:
    """Return what lies at the custodian at an instant, most in suspense first, empty accounts left out. Two queries."""
    cash = held_under(owner_kind="round", prefix="custody:", as_of=as_of)
    stray = held_under(owner_kind="round", prefix="suspense:", as_of=as_of)
    titles = dict(Round.objects.filter(id__in=[owner for owner, _ in cash]).values_list("id", "title"))
    found = [
        InCustody(
            title=titles.get(owner, ""),
            round_id=owner if owner in titles else None,
            held=held.as_money(),
            suspense=-stray[owner, asset].as_money() if (owner, asset) in stray else Money.zero(asset.currency),
        )
        for (owner, asset), held in cash.items()
        if held or stray.get((owner, asset))
    ]
    return sorted(found, key=lambda each: (-each.suspense.minor, each.title))
