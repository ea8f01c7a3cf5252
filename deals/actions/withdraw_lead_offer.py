"""deals / actions: an investor takes their offer to lead back."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.core.policy import may_take_back
from deals.core.states import OFFER_MACHINE, OfferEvent, OfferState
from deals.locks import lock_offer, lock_round_of_offer
from deals.queries import round_of_offer


def withdraw_lead_offer(*, actor: Actor, now: datetime, offer_id: UUID) -> None:
    """Take an offer to lead back while the company has not answered it. The company is told.

    :raises NotFound, NotAuthorised: unless whoever made it asks.
    :raises IllegalMove: the offer was answered already. Locks the raise and the offer.
    """
    with unit_of_work(actor=actor, now=now):
        round_of_offer(actor, offer_id)  # for whoever may not see the offer it does not exist
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        organisation_id = row.project.organisation_id
        require(may_take_back(actor, investor_id=offer.investor_id), actor=actor)
        before = OfferState(offer.state)
        after = OFFER_MACHINE.move(before, OfferEvent.WITHDRAW)
        offer.end(state=after)
        record(
            verb="lead.withdrawn",
            subject=Subject(kind="lead_offer", id=offer.id),
            before={"state": before},
            after={"state": after, "round": str(row.id)},
            organisation=organisation_id,
            notify=members_of(organisation_id),
        )
