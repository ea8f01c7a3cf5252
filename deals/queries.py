"""deals / queries: what pages and API read. Every function takes the actor; what they may not see does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Sum

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, NotFound
from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.queries import accounts_of, balances, held_under
from deals.core.captable import CapTable, UnitHolding, cap_table
from deals.core.closing import Standing, standing_of
from deals.core.custody import MessageKind, reference_of
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.policy import may_work_the_desk
from deals.core.round import missing_terms
from deals.core.states import LIVE_OFFERS, SEEN_BY_INVESTORS, OfferState, PaymentState, RoundState
from deals.core.units import holder_of
from deals.models import (
    CustodianMessage,
    LeadOffer,
    Payment,
    Project,
    Round,
    RoundCapacity,
    Subscription,
    Vehicle,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def projects_of(actor: Actor) -> "QuerySet[Project, Project]":
    """Return the projects of the actor's own companies, newest first, each with its company. One query."""
    return Project.objects.visible_to(actor).select_related("organisation").order_by("-id")


def project_seen_by(actor: Actor, project_id: UUID) -> Project:
    """Return one project of the actor's own companies. One query.

    :raises NotFound: there is none that they may see.
    """
    project = projects_of(actor).filter(id=project_id).first()
    if project is None:
        raise NotFound
    return project


def organisation_of_project(project_id: UUID) -> UUID:
    """Return the company that a project belongs to. One query.

    :raises NotFound: there is no such project.
    """
    found = Project.objects.filter(id=project_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def is_project_name_taken(organisation_id: UUID, name: str) -> bool:
    """Tell whether the company has a project of this name. One query."""
    return Project.objects.filter(organisation_id=organisation_id, name=name).exists()


def rounds_seen_by(actor: Actor, *, states: Iterable[RoundState] | None = None) -> "QuerySet[Round, Round]":
    """Return the raises that the actor may see, newest first, each with project and company. One query."""
    rounds = Round.objects.visible_to(actor).select_related("project__organisation").order_by("-id")
    return rounds if states is None else rounds.filter(state__in=list(states))


def round_titles(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the titles of those among the raises that the actor may see. One query."""
    return dict(rounds_seen_by(actor).filter(id__in=list(ids)).values_list("id", "title"))


def project_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of those among the projects that the actor may see. One query."""
    return dict(projects_of(actor).filter(id__in=list(ids)).values_list("id", "name"))


def rounds_of_project(actor: Actor, project_id: UUID) -> "QuerySet[Round, Round]":
    """Return the raises of one project that the actor may see, newest first. One query."""
    return rounds_seen_by(actor).filter(project_id=project_id)


def round_seen_by(actor: Actor, round_id: UUID) -> Round:
    """Return one raise with project and company. One query.

    :raises NotFound: there is none that the actor may see.
    """
    found = rounds_seen_by(actor).filter(id=round_id).first()
    if found is None:
        raise NotFound
    return found


def own_rounds(actor: Actor) -> "QuerySet[Round, Round]":
    """Return the raises of the actor's own companies, newest first. One query."""
    return rounds_seen_by(actor).filter(project__organisation_id__in=list(actor.memberships))


def open_rounds(actor: Actor) -> "QuerySet[Round, Round]":
    """Return the open raises that the actor may see, the earliest closing first. One query."""
    return rounds_seen_by(actor, states=[RoundState.OPEN]).order_by("closes_on", "id")


def desk_queue(actor: Actor) -> "QuerySet[Round, Round]":
    """Return the raises that wait for an officer's decision, the longest waiting first. One query.

    :raises NotFound: for everybody who has nothing to do at the desk.
    """
    if not may_work_the_desk(actor):
        raise NotFound
    return rounds_seen_by(actor, states=[RoundState.SUBMITTED]).order_by("submitted_at", "id")


def rounds_by_state(actor: Actor) -> dict[RoundState, int]:
    """Return how many raises the actor sees in each state, zeros included. One query."""
    rows = Round.objects.visible_to(actor).values("state").annotate(count=Count("id")).values_list("state", "count")
    counted = dict(rows)
    return {state: counted.get(state.value, 0) for state in RoundState}


def missing_entries(row: Round, *, today: date) -> tuple[FieldError, ...]:
    """Return what a draft still lacks before it can be submitted on the legal day `today`; others lack nothing."""
    return missing_terms(row.terms, today=today) if row.state == RoundState.DRAFT else ()


def has_standing_offer(*, round_id: UUID, investor_id: UUID) -> bool:
    """Tell whether an investor's offer to lead the raise stands. One query."""
    return LeadOffer.objects.filter(
        round_id=round_id, investor_id=investor_id, state__in=[OfferState.OFFERED, *LIVE_OFFERS]
    ).exists()


def has_lead(round_id: UUID) -> bool:
    """Tell whether the company has accepted somebody's offer to lead the raise. One query."""
    return LeadOffer.objects.filter(round_id=round_id, state__in=LIVE_OFFERS).exists()


def offers_for(actor: Actor, round_id: UUID) -> "QuerySet[LeadOffer, LeadOffer]":
    """Return the offers to lead a raise that the actor may see, newest first. One query."""
    return LeadOffer.objects.visible_to(actor).filter(round_id=round_id).order_by("-id")


def round_of_offer(actor: Actor, offer_id: UUID) -> UUID:
    """Return the raise that an offer is for. One query.

    :raises NotFound: there is no such offer, or the actor may not see it.
    """
    found = LeadOffer.objects.visible_to(actor).filter(id=offer_id).values_list("round_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def lead_subscription(round_id: UUID) -> Subscription:
    """Return the live subscription of a raise's lead. One query.

    :raises NotFound: the raise has no lead.
    """
    found = Subscription.objects.live().filter(round_id=round_id, kind=SubscriptionKind.LEAD).first()
    if found is None:
        raise NotFound
    return found


def has_live_subscription(*, round_id: UUID, investor_id: UUID) -> bool:
    """Tell whether an investor takes room in the raise. One query."""
    return Subscription.objects.live().filter(round_id=round_id, investor_id=investor_id).exists()


def subscriptions_of_round(actor: Actor, round_id: UUID) -> "QuerySet[Subscription, Subscription]":
    """Return the subscriptions of a raise that the actor may see, earliest first. One query."""
    return Subscription.objects.visible_to(actor).filter(round_id=round_id).order_by("id")


def own_subscriptions(actor: Actor) -> "QuerySet[Subscription, Subscription]":
    """Return the actor's own subscriptions with their raises, newest first. One query."""
    return (
        Subscription.objects.filter(investor_id=actor.id).select_related("round__project__organisation").order_by("-id")
    )


def subscription_seen_by(actor: Actor, subscription_id: UUID) -> Subscription:
    """Return one subscription with its raise. One query.

    :raises NotFound: there is none that the actor may see.
    """
    rows = Subscription.objects.visible_to(actor).select_related("round__project__organisation")
    found = rows.filter(id=subscription_id).first()
    if found is None:
        raise NotFound
    return found


def unpaid_subscriptions(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return subscriptions, reserved by `now`, that were to be paid before the legal day `day`, by id. One query."""
    rows = Subscription.objects.unpaid(day=day).filter(reserved_at__lte=now)
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def state_of_round(round_id: UUID) -> RoundState:
    """Return in which state a raise is as of this statement. One query.

    :raises NotFound: there is no such raise.
    """
    found = Round.objects.filter(id=round_id).values_list("state", flat=True).first()
    if found is None:
        raise NotFound
    return RoundState(found)


def room_left(round_id: UUID) -> Money | None:
    """Return how much of a raise can still be subscribed; None where it has not been opened. One query."""
    found = RoundCapacity.objects.filter(round_id=round_id).first()
    return None if found is None else Money(found.remaining_minor, Currency.CNY)


def rooms_that_disagree() -> list[UUID]:
    """Return the raises that take subscriptions and whose counters are not what is subscribed says. Two queries.

    Room left and live subscriptions make up the ceiling, which is the target; so do the places for holders.
    """
    taken = Subscription.objects.live().values_list("round_id").annotate(sum=Sum("amount"), count=Count("id"))
    sums = {round_id: (minor, count) for round_id, minor, count in taken}
    rows = Round.objects.filter(state__in=SEEN_BY_INVESTORS).order_by("id")
    rooms = RoundCapacity.objects.filter(round_id__in=rows.values("id")).in_bulk()
    return [row.id for row in rows if not _agrees(row, rooms.get(row.id), *sums.get(row.id, (0, 0)))]


def _agrees(row: Round, room: RoundCapacity | None, minor: int, count: int) -> bool:
    if room is None or row.target is None or row.minimum_ticket is None:
        return False
    places = row.target.minor // row.minimum_ticket.minor
    return (room.remaining_minor + minor, room.holders_left + count) == (row.target.minor, places)


def standing_of_round(round_id: UUID) -> Standing:
    """Return what a raise has in custody in full and what is still to be paid. One query, no lock."""
    rows = Subscription.objects.live().filter(round_id=round_id).order_by("id")
    return standing_of(row.taken() for row in rows)


def has_reached_minimum(round_id: UUID) -> bool:
    """Tell whether a raise looks as if it could close; its verbs ask again under their locks. Two queries."""
    row = Round.objects.filter(id=round_id, state=RoundState.LED).first()
    return row is not None and standing_of_round(round_id).has_reached(row.terms)


def rounds_to_end(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return raises, opened by `now`, whose last day lies before the legal day `day`, by id. One query."""
    rows = Round.objects.filter(state__in=[RoundState.OPEN, RoundState.LED], closes_on__lt=day, opened_at__lte=now)
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


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


def accepted_offer_of(subscription: Subscription) -> LeadOffer | None:
    """Return the accepted offer whose deposit a lead's subscription waits for. One query."""
    offers = LeadOffer.objects.filter(round_id=subscription.round_id, investor_id=subscription.investor_id)
    return offers.filter(state=OfferState.ACCEPTED).first()


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
    """Return the movements of the actor's own subscriptions, newest first. One query."""
    return payments_seen_by(actor).filter(subscription__investor_id=actor.id)


def own_payment_due(actor: Actor, payment_id: UUID) -> Payment:
    """Return a movement that the actor is to pay and has not. One query.

    :raises NotFound: there is no such movement of theirs.
    """
    due = own_payments(actor).filter(state__in=[PaymentState.DUE, PaymentState.INSTRUCTED])
    found = due.filter(id=payment_id, purpose__in=[PaymentPurpose.DEPOSIT, PaymentPurpose.SUBSCRIPTION]).first()
    if found is None:
        raise NotFound
    return found


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
        UnitHolding(holder_id=holder, units=held[id_].amount, is_lead=holder == vehicle.general_partner_id)
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
