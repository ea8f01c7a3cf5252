"""deals / actions: an investor offers to lead a raise with their own money."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove, Invalid
from deals.actions.ask_screening import require_screening
from deals.core.lead import Pledge, deposit_of, wrong_offer
from deals.core.policy import may_commit_money
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, RoundState
from deals.locks import lock_round
from deals.models import LeadOffer
from deals.queries import has_standing_offer


class OfferStands(Conflict):
    """An offer of the investor to lead this raise stands already."""

    code = "offer_stands"


def offer_lead(*, actor: Actor, now: datetime, round_id: UUID, pledge: Pledge, carry: Decimal) -> UUID:
    """Store an offer to lead (领投) with own money, as pledged, for `carry`, a share of profit, and return its id.

    The company is told. The rules on the lead's share are asked when it accepts.

    :raises NotFound, NotAuthorised: unless a checked investor from outside the company asks.
    :raises IllegalMove: the raise does not look for a lead, or its last day is over.
    :raises Invalid: the pledge or the carry can't be.
    :raises OfferStands: an offer of theirs stands already.
    :raises ScreeningNotPassed: a hit on a list is confirmed or undecided. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round(round_id, seen_by=actor)
        raised = row.snapshot()
        require(may_commit_money(actor, organisation_id=raised.organisation_id), actor=actor)
        if raised.state is not RoundState.OPEN or raised.terms.is_over(legal_day(now)):
            raise IllegalMove(machine=ROUND_MACHINE.name, state=raised.state, event="offer_lead")
        if wrong := wrong_offer(pledge=pledge, carry=carry, terms=raised.terms):
            raise Invalid(wrong)
        investor_id = acting_user(actor)
        require_screening(investor_id)
        if has_standing_offer(round_id=row.id, investor_id=investor_id):
            raise OfferStands
        offer = LeadOffer.make(
            round_id=row.id,
            investor_id=investor_id,
            pledge=pledge,
            deposit=deposit_of(pledge.amount),
            carry=carry,
            now=now,
        )
        record(
            verb="lead.offered",
            subject=Subject(kind="lead_offer", id=offer.id),
            after={"state": OFFER_MACHINE.initial, "round": str(row.id), "amount": pledge.amount.as_text()},
            organisation=raised.organisation_id,
            notify=members_of(raised.organisation_id),
        )
        return offer.id
