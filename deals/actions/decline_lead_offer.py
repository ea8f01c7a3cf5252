"""deals / actions: a company declines who offers to lead."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.policy import may_answer_offers
from deals.core.states import OFFER_MACHINE, OfferEvent, OfferState
from deals.locks import lock_offer, lock_round_of_offer
from deals.queries import round_of_offer


def decline_lead_offer(*, actor: Actor, now: datetime, offer_id: UUID) -> None:
    """Decline an offer to lead; whoever made it is told.

    :raises NotFound, NotAuthorised: unless a checked member of the company asks.
    :raises IllegalMove: the offer was answered already. Locks the raise and the offer.
    """
    with unit_of_work(actor=actor, now=now):
        round_of_offer(actor, offer_id)  # for whoever may not see the offer it does not exist
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        organisation_id = row.project.organisation_id
        require(may_answer_offers(actor, organisation_id=organisation_id), actor=actor)
        before = OfferState(offer.state)
        after = OFFER_MACHINE.move(before, OfferEvent.DECLINE)
        offer.end(state=after)
        record(
            verb="lead.declined",
            subject=Subject(kind="lead_offer", id=offer.id),
            before={"state": before},
            after={"state": after, "round": str(row.id)},
            organisation=organisation_id,
            notify=[offer.investor_id],
        )
