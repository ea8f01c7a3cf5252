"""deals / actions: the lead's deposit has arrived, so the raise is led and followers may subscribe."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.lapse_offers import lapse_offers
from deals.core.money_moves import PaymentPurpose
from deals.core.policy import may_move_money
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, OfferEvent, OfferState, RoundEvent, RoundState
from deals.locks import lock_offer, lock_round_of_offer
from deals.models import Payment
from deals.queries import lead_subscription


def confirm_lead(*, actor: Actor, now: datetime, offer_id: UUID) -> None:
    """Confirm an accepted offer, open the raise to followers, and order what the lead still owes. Both are told.

    Every other offer to lead the raise lapses, for there is one lead.

    :raises NotAuthorised: for anybody but the platform itself, which follows what the custodian says.
    :raises IllegalMove: the offer was not accepted, or the raise does not look for a lead. Locks raise and offer.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        require(may_move_money(actor), actor=actor)
        before = OfferState(offer.state)
        after = OFFER_MACHINE.move(before, OfferEvent.CONFIRM)
        led = ROUND_MACHINE.move(RoundState(row.state), RoundEvent.CONFIRM_LEAD)
        offer.confirm(state=after, now=now)
        row.lead(state=led, now=now)
        if rest := offer.amount - offer.deposit:
            Payment.order(
                round_id=row.id,
                subscription_id=lead_subscription(row.id).id,
                purpose=PaymentPurpose.SUBSCRIPTION,
                amount=rest,
                now=now,
            )
        organisation_id = row.project.organisation_id
        lapse_offers(round_id=row.id, organisation_id=organisation_id)
        record(
            verb="lead.confirmed",
            subject=Subject(kind="lead_offer", id=offer.id),
            before={"state": before},
            after={"state": after, "round": str(row.id), "round_state": led},
            organisation=organisation_id,
            notify=[offer.investor_id, *members_of(organisation_id)],
        )
