"""deals / actions: the lead's deposit has arrived: its money is looked through again, and what passes is confirmed."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from deals.actions.judge_lead_money import confirm, follow_ruling, judge_lead_money
from deals.core.policy import may_move_money
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, OfferEvent, OfferState, RoundEvent, RoundState
from deals.locks import lock_offer, lock_round_of_offer


def confirm_lead(*, actor: Actor, now: datetime, offer_id: UUID) -> None:
    """Confirm an accepted offer if the rules on the lead's money let it. Both sides are told.

    Then the raise opens to followers, what the lead still owes is ordered, and every other offer lapses, for there is
    one lead. Money that the rules deny ends the offer, and goes back; what they refer waits for the lead or an officer.

    :raises NotAuthorised: for anybody but the platform itself, which follows what the custodian says.
    :raises IllegalMove: the offer was not accepted, or the raise does not look for a lead. Locks raise and offer.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        require(may_move_money(actor), actor=actor)
        OFFER_MACHINE.move(OfferState(offer.state), OfferEvent.CONFIRM)
        ROUND_MACHINE.move(RoundState(row.state), RoundEvent.CONFIRM_LEAD)
        ruling = judge_lead_money(offer, row=row)
        if ruling.refuses:
            follow_ruling(offer, row=row, ruling=ruling)
        else:
            confirm(offer, row=row)
