"""deals / queries: what of this room stands in the compliance calendar."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from compliance.core.duties import Duty, Span
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day, start_of
from deals.core.policy import sees_everything_submitted
from deals.core.states import LIVE_SUBSCRIPTIONS, STANDING_OFFERS, RoundState, SubscriptionState
from deals.models import LeadOffer, Round, Subscription

_LONG_AGO = date(2000, 1, 1)
_RUNNING = (RoundState.OPEN.value, RoundState.LED.value)


def subscriptions_to_pay(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield by which day subscriptions are to be paid, as far as the actor sees them. One query."""
    rows = Subscription.objects.visible_to(actor).filter(
        state=SubscriptionState.RESERVED, pay_by__range=(span.first, span.last)
    )
    for row in rows.select_related("round").order_by("pay_by", "id")[: span.most]:
        is_own = row.investor_id == actor.id
        yield Duty(
            on=row.pay_by,
            about=row.round.title,
            page="payments" if is_own else "round",
            args=() if is_own else (row.round_id,),
            key=str(row.id),
        )


def cooling_off_ends(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield from which day investors who have paid may be called back, as far as the actor sees them. One query."""
    rows = Subscription.objects.visible_to(actor).to_call_back().filter(round__state=RoundState.LED)
    rows = rows.filter(cooling_off_until__gte=_start_of(span), cooling_off_until__lt=_end_of(span))
    is_desk = sees_everything_submitted(actor)
    for row in rows.select_related("round").order_by("cooling_off_until", "id")[: span.most]:
        if row.cooling_off_until is not None:
            yield Duty(
                on=legal_day(row.cooling_off_until),
                about=row.round.title,
                page="call_backs" if is_desk else "round",
                args=() if is_desk else (row.round_id,),
                key=str(row.id),
            )


def last_days_to_reach(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield on which day a call-back can succeed for the last time, as far as the actor sees them. One query."""
    rows = Subscription.objects.visible_to(actor).to_call_back().filter(round__state=RoundState.LED)
    rows = rows.filter(call_back_by__range=(span.first, span.last))
    is_desk = sees_everything_submitted(actor)
    for row in rows.select_related("round").order_by("call_back_by", "id")[: span.most]:
        if row.call_back_by is not None:
            yield Duty(
                on=row.call_back_by,
                about=row.round.title,
                page="call_backs" if is_desk else "round",
                args=() if is_desk else (row.round_id,),
                key=str(row.id),
            )


def _start_of(span: Span) -> datetime:
    """Return when a span begins; the first day of all has no midnight in another zone, and nobody paid then."""
    return start_of(max(span.first, _LONG_AGO))


def _end_of(span: Span) -> datetime:
    return start_of(span.last + timedelta(days=1))


def last_days(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield the last days of open raises: of one's companies, of those one has a share in, for the desk of all.

    One query.
    """
    rows = Round.objects.visible_to(actor).filter(state__in=_RUNNING, closes_on__range=(span.first, span.last))
    if not sees_everything_submitted(actor):
        subscribed = Subscription.objects.filter(investor_id=actor.id, state__in=LIVE_SUBSCRIPTIONS)
        offered = LeadOffer.objects.filter(investor_id=actor.id, state__in=STANDING_OFFERS)
        rows = rows.filter(
            Q(project__organisation_id__in=list(actor.memberships))
            | Q(id__in=subscribed.values("round_id"))
            | Q(id__in=offered.values("round_id"))
        )
    for id, title, closes_on in rows.order_by("closes_on", "id").values_list("id", "title", "closes_on")[: span.most]:
        if closes_on is not None:
            yield Duty(on=closes_on, about=title, page="round", args=(id,), key=str(id))
