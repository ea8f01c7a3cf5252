"""deals / locks: rows under their lock, as evaluated instances."""

from uuid import UUID

from crowdfund.db.locks import lock_row
from crowdfund.kernel.actor import Actor
from deals.models import LeadOffer, Round, Subscription


def lock_round(round_id: UUID, *, seen_by: Actor) -> Round:
    """Lock one raise and return it with its project (which the lock leaves alone). One query.

    :raises NotFound: there is none that the actor may know of.
    """
    return lock_row(Round.objects.visible_to(seen_by).select_related("project").filter(id=round_id))


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
