"""deals / actions: let the open offers to lead a raise lapse when it ends; a part of ending, no verb of its own."""

from uuid import UUID

from crowdfund.db.events import Subject, record
from deals.core.states import OFFER_MACHINE, OfferEvent, OfferState
from deals.locks import lock_open_offers


def lapse_offers(*, round_id: UUID, organisation_id: UUID) -> None:
    """Let every open offer to lead a locked raise lapse; whoever made one is told.

    :raises OutsideWork: no unit of work is open.
    """
    for offer in lock_open_offers(round_id):
        before = OfferState(offer.state)
        after = OFFER_MACHINE.move(before, OfferEvent.LAPSE)
        offer.end(state=after)
        record(
            verb="lead.lapsed",
            subject=Subject(kind="lead_offer", id=offer.id),
            before={"state": before},
            after={"state": after},
            organisation=organisation_id,
            notify=[offer.investor_id],
        )
