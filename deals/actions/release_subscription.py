"""deals / actions: let a subscription go for which nothing was paid; a part of other verbs."""

from uuid import UUID

from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from deals.actions.order_refund import order_refund
from deals.actions.take_room import give_room_back
from deals.core.states import OFFER_MACHINE, OfferEvent, OfferState
from deals.locks import lock_offer
from deals.models import Subscription
from deals.queries import accepted_offer_of


def release_subscription(subscription: Subscription, *, organisation_id: UUID) -> None:
    """Cancel a locked subscription without money, call its payments off and give its room back.

    If it is the lead's, their accepted offer lapses with it, so that the raise may look for another lead; both sides
    are told. The raise is locked by the caller.

    :raises OutsideWork: no unit of work is open. :raises IllegalMove: it is not reserved.
    """
    work = current_work()
    order_refund(actor=work.actor, now=work.now, subscription_id=subscription.id)
    give_room_back(round_id=subscription.round_id, amount=subscription.amount)
    if offer := accepted_offer_of(subscription):
        _lapse(offer.id, organisation_id=organisation_id)


def _lapse(offer_id: UUID, *, organisation_id: UUID) -> None:
    offer = lock_offer(offer_id)
    before = OfferState(offer.state)
    after = OFFER_MACHINE.move(before, OfferEvent.LAPSE)
    offer.end(state=after)
    record(
        verb="lead.lapsed",
        subject=Subject(kind="lead_offer", id=offer.id),
        before={"state": before},
        after={"state": after, "round": str(offer.round_id)},
        organisation=organisation_id,
        notify=[offer.investor_id, *members_of(organisation_id)],
    )
