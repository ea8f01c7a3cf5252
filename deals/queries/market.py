"""deals / queries: offers to lead, subscriptions and the room in a raise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Sum

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from crowdfund.kernel.money import Currency, Money
from deals.core.call_back import may_still_rescind
from deals.core.closing import Standing, standing_of
from deals.core.money_moves import SubscriptionKind
from deals.core.states import LIVE_OFFERS, SEEN_BY_INVESTORS, STANDING_OFFERS, OfferState, RoundState, SubscriptionState
from deals.models import (
    LeadOffer,
    Round,
    RoundCapacity,
    Subscription,
    Vehicle,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

_OVER = (RoundState.CLOSED, RoundState.FAILED)


def has_standing_offer(*, round_id: UUID, investor_id: UUID) -> bool:
    """Tell whether an investor's offer to lead the raise stands. One query."""
    return LeadOffer.objects.filter(
        round_id=round_id, investor_id=investor_id, state__in=[OfferState.OFFERED, *LIVE_OFFERS]
    ).exists()


def has_lead(round_id: UUID) -> bool:
    """Tell whether the company has accepted somebody's offer to lead the raise. One query."""
    return LeadOffer.objects.filter(round_id=round_id, state__in=LIVE_OFFERS).exists()


def parties_to_round(round_id: UUID) -> frozenset[UUID]:
    """Return the investors who offered to lead a raise or subscribed in it, whatever became of that. Two queries."""
    leads = LeadOffer.objects.filter(round_id=round_id).values_list("investor_id", flat=True)
    followers = Subscription.objects.filter(round_id=round_id).values_list("investor_id", flat=True)
    return frozenset([*leads, *followers])


def parties_to_offer(offer_id: UUID) -> frozenset[UUID]:
    """Return the investors with money in the raise that an offer to lead is for. Three queries."""
    round_id = LeadOffer.objects.filter(id=offer_id).values_list("round_id", flat=True).first()
    return parties_to_round(round_id) if round_id else frozenset()


def rounds_under_way(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of some raises that have neither closed nor failed. One query."""
    rows = Round.objects.filter(id__in=list(ids)).exclude(state__in=_OVER)
    return frozenset(rows.values_list("id", flat=True))


def offers_under_way(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of some offers to lead that still stand, of raises that are under way. One query."""
    rows = LeadOffer.objects.filter(id__in=list(ids), state__in=[OfferState.OFFERED, *LIVE_OFFERS])
    return frozenset(rows.exclude(round__state__in=_OVER).values_list("id", flat=True))


def parts_of_rounds(ids: Iterable[UUID]) -> dict[tuple[str, UUID], UUID]:
    """Return the raise of each standing offer to lead one of some raises, and of each vehicle. Two queries."""
    wanted = list(ids)
    offers = LeadOffer.objects.filter(round_id__in=wanted, state__in=STANDING_OFFERS)
    vehicles = Vehicle.objects.filter(round_id__in=wanted)
    return {
        **{("lead_offer", number): raised for number, raised in offers.values_list("id", "round_id")},
        **{("vehicle", number): raised for number, raised in vehicles.values_list("id", "round_id")},
    }


def offers_for(actor: Actor, round_id: UUID) -> "QuerySet[LeadOffer, LeadOffer]":
    """Return the offers to lead a raise that the actor may see, newest first. One query."""
    offers = LeadOffer.objects.visible_to(actor).select_related("funding_determination")
    return offers.filter(round_id=round_id).order_by("-id")


def round_of_offer(actor: Actor, offer_id: UUID) -> UUID:
    """Return the raise that an offer is for. One query.

    :raises NotFound: there is no such offer, or the actor may not see it.
    """
    found = LeadOffer.objects.visible_to(actor).filter(id=offer_id).values_list("round_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def offer_seen_by(actor: Actor, offer_id: UUID) -> LeadOffer:
    """Return one offer to lead with its raise, project and company. One query.

    :raises NotFound: there is none that the actor may see.
    """
    offers = LeadOffer.objects.visible_to(actor).select_related("round__project__organisation")
    found = offers.filter(id=offer_id).first()
    if found is None:
        raise NotFound
    return found


def taken_by_kind(round_id: UUID) -> dict[SubscriptionKind, Money]:
    """Return how much of a raise its lead and its followers have taken. One query."""
    rows = Subscription.objects.live().filter(round_id=round_id)
    taken: dict[SubscriptionKind, Money] = {}
    for row in rows:
        kind = SubscriptionKind(row.kind)
        taken[kind] = taken[kind] + row.amount if kind in taken else row.amount
    return taken


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


def unpaid_of(actor: Actor) -> "QuerySet[Subscription, Subscription]":
    """Return the actor's own subscriptions that are still to be paid, the earliest last day first. One query."""
    return own_subscriptions(actor).filter(state=SubscriptionState.RESERVED).order_by("pay_by", "id")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What an open or led raise waits for: an answer to an offer, the accepted lead's deposit, or its closing."""

    has_offer: bool = False
    has_accepted_offer: bool = False
    has_deposit: bool = False
    has_reached_minimum: bool = False
    to_call_back: int = 0
    """Who has paid in full and was not called back yet; the raise does not close before."""


def outlooks(rows: Sequence[Round]) -> dict[UUID, Outlook]:
    """Return what each of the raises waits for. Two queries."""
    ids = [row.id for row in rows]
    offers = set(LeadOffer.objects.filter(round_id__in=ids).values_list("round_id", "state"))
    taken: dict[UUID, list[Subscription]] = {}
    for each in Subscription.objects.live().filter(round_id__in=ids).order_by("id"):
        taken.setdefault(each.round_id, []).append(each)
    return {
        row.id: Outlook(
            has_offer=(row.id, OfferState.OFFERED) in offers,
            has_accepted_offer=(row.id, OfferState.ACCEPTED) in offers,
            has_deposit=any(each.kind == SubscriptionKind.LEAD and bool(each.paid) for each in taken.get(row.id, [])),
            has_reached_minimum=standing_of(each.taken() for each in taken.get(row.id, [])).has_reached(row.terms),
            to_call_back=sum(
                may_still_rescind(SubscriptionState(each.state), each.cooling) for each in taken.get(row.id, [])
            ),
        )
        for row in rows
    }


def accepted_offer_of(subscription: Subscription) -> LeadOffer | None:
    """Return the accepted offer whose deposit a lead's subscription waits for. One query."""
    offers = LeadOffer.objects.filter(round_id=subscription.round_id, investor_id=subscription.investor_id)
    return offers.filter(state=OfferState.ACCEPTED).first()


def offer_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the titles of the raises that those among the offers are for which the actor may see. One query."""
    offers = LeadOffer.objects.visible_to(actor).filter(id__in=list(ids))
    return dict(offers.values_list("id", "round__title"))


def subscription_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the titles of the raises that those among the subscriptions are for which the actor may see. One query."""
    rows = Subscription.objects.visible_to(actor).filter(id__in=list(ids))
    return dict(rows.values_list("id", "round__title"))
