"""deals / locks: rows under their lock, as evaluated instances."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from crowdfund.db.locks import lock_row, lock_rows
from crowdfund.kernel.actor import Actor, ActorKind
from deals.core.states import OfferState
from deals.models import LeadOffer, Payment, Project, Round, StrayMoney, Subscription, Vehicle


def lock_round(round_id: UUID, *, seen_by: Actor) -> Round:
    """Lock one raise and return it with its project (which the lock leaves alone). One query.

    :raises NotFound: there is none that the actor may know of.
    """
    return lock_row(Round.objects.visible_to(seen_by).select_related("project").filter(id=round_id))


def lock_project(project_id: UUID, *, seen_by: Actor) -> Project:
    """Lock one project of the actor's companies. Lock its raises before. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    return lock_row(Project.objects.visible_to(seen_by).filter(id=project_id))


def lock_rounds_of_project(project_id: UUID) -> list[Round]:
    """Lock the raises of a project, the lowest id first. One query."""
    return lock_rows(Round.objects.filter(project_id=project_id))


def lock_round_to_end(round_id: UUID, *, by: Actor) -> Round:
    """Lock a raise that is to end and return it with its project; the platform itself finds every raise. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    if by.kind is not ActorKind.SYSTEM:
        return lock_round(round_id, seen_by=by)
    return lock_row(Round.objects.select_related("project").filter(id=round_id))


def lock_subscriptions_of_round(round_id: UUID) -> list[Subscription]:
    """Lock every subscription of a raise, the earliest first. Lock the raise before. One query."""
    return lock_rows(Subscription.objects.filter(round_id=round_id))


def lock_open_offers(round_id: UUID) -> list[LeadOffer]:
    """Lock the offers to lead a raise that nobody has decided on, or whose deposit is due. One query."""
    standing = [OfferState.OFFERED, OfferState.ACCEPTED]
    return lock_rows(LeadOffer.objects.filter(round_id=round_id, state__in=standing))


def lock_offer(offer_id: UUID) -> LeadOffer:
    """Lock one offer to lead and return it. Lock its raise before. One query.

    :raises NotFound: there is none.
    """
    return lock_row(LeadOffer.objects.filter(id=offer_id))


def lock_subscription(subscription_id: UUID) -> Subscription:
    """Lock one subscription and return it. Lock its raise before. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Subscription.objects.filter(id=subscription_id))


def lock_round_of_offer(offer_id: UUID) -> Round:
    """Lock the raise that an offer is for, whoever asks, and return it with its project. One query.

    :raises NotFound: there is no such offer.
    """
    return lock_row(Round.objects.select_related("project").filter(lead_offers__id=offer_id))


def lock_round_of_subscription(subscription_id: UUID) -> Round:
    """Lock the raise that a subscription is for, whoever asks, and return it with its project. One query.

    :raises NotFound: there is no such subscription.
    """
    return lock_row(Round.objects.select_related("project").filter(subscriptions__id=subscription_id))


def lock_rounds_of_subscriptions(subscription_ids: Iterable[UUID]) -> list[Round]:
    """Lock the raises that some subscriptions are for and return them with their projects. One query."""
    ids = Subscription.objects.filter(id__in=list(subscription_ids)).values("round_id")
    return lock_rows(Round.objects.select_related("project").filter(id__in=ids))


def lock_unpaid_subscriptions(subscription_ids: Iterable[UUID], *, day: date) -> list[Subscription]:
    """Lock those of the subscriptions that were to be paid before the legal day `day`. Lock their raises before."""
    return lock_rows(Subscription.objects.unpaid(day=day).filter(id__in=list(subscription_ids)))


def lock_round_of_payment(payment_id: UUID) -> Round:
    """Lock the raise that a movement of money belongs to, whoever asks, and return it with its project. One query.

    :raises NotFound: there is no such movement.
    """
    return lock_row(Round.objects.select_related("project").filter(payments__id=payment_id))


def lock_round_of_vehicle(vehicle_id: UUID) -> Round:
    """Lock the raise that a vehicle came out of, whoever asks, and return it with its project. One query.

    :raises NotFound: there is no such vehicle.
    """
    return lock_row(Round.objects.select_related("project").filter(vehicle__id=vehicle_id))


def lock_vehicle(vehicle_id: UUID) -> Vehicle:
    """Lock one vehicle. Lock its raise before. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Vehicle.objects.filter(id=vehicle_id))


def lock_subscription_of_payment(payment_id: UUID) -> Subscription | None:
    """Lock the subscription of a movement, if it has one. Lock the raise before. One query."""
    return next(iter(lock_rows(Subscription.objects.filter(payments__id=payment_id))), None)


def lock_payment(payment_id: UUID) -> Payment:
    """Lock one movement of money. Lock its raise and its subscription before, or nothing else after. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Payment.objects.filter(id=payment_id))


def lock_open_payments(subscription_id: UUID) -> list[Payment]:
    """Lock the movements of a subscription that have neither settled nor been cancelled. One query."""
    return lock_rows(Payment.objects.open().filter(subscription_id=subscription_id))


def lock_open_payments_of_subject(*, kind: str, subject_id: UUID) -> list[Payment]:
    """Lock what is still to move for the subject of a room above. Lock the raise before. One query."""
    return lock_rows(Payment.objects.open().filter(subject_kind=kind, subject_id=subject_id))


def lock_next_to_instruct(*, now: datetime) -> Payment | None:
    """Lock the movement that has been due longest and that nobody else holds; passes over locked ones. One query."""
    due = Payment.objects.to_instruct(now=now)
    return due.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("due_at", "id").first()


def lock_stray(order_id: UUID) -> StrayMoney:
    """Lock the money of an unknown order. One query.

    :raises NotFound: none came on it.
    """
    return lock_row(StrayMoney.objects.filter(id=order_id))


def lock_stray_of_return(order_id: UUID) -> StrayMoney | None:
    """Lock the stray money that goes back by an order, if it is such an order. One query."""
    return next(iter(lock_rows(StrayMoney.objects.filter(return_id=order_id))), None)


def lock_next_stray_to_instruct(*, now: datetime) -> StrayMoney | None:
    """Lock the stray money that has been due longest and that nobody else holds; passes over locked ones. One query."""
    due = StrayMoney.objects.to_instruct(now=now)
    return due.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("due_at", "id").first()
