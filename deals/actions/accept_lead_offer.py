"""deals / actions: a company accepts who offers to lead, if the rules on the lead's share let it."""

from datetime import datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.facts import PartyRole
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove
from deals.actions.ask_screening import ask_screening_for_company
from deals.actions.ask_suitability import ask_suitability_of_lead
from deals.actions.take_room import take_room
from deals.core.lead import pay_by
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.policy import may_answer_offers
from deals.core.round import RoundSnapshot
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, OfferEvent, OfferState, RoundState
from deals.facts import lead_facts, money_of
from deals.locks import lock_offer, lock_round
from deals.models import LeadOffer, Payment, Subscription
from deals.queries import has_lead, round_of_offer


class LeadTaken(Conflict):
    """The company has accepted another offer, and its deposit may still come."""

    code = "lead_taken"


def accept_lead_offer(*, actor: Actor, now: datetime, offer_id: UUID) -> UUID | Refused:
    """Accept an offer and return the lead's subscription, or the refusal of the rules with its findings.

    The share is the commitment over the target at opening. The lead's room in the raise is taken, and their deposit is
    due within the days to pay; when it arrives the lead is confirmed. The lead is told. While the lead has no screening
    that counts, or the raise does not suit them on this day, the company learns that, and no more.

    :raises NotFound, NotAuthorised: unless a checked member of the company asks.
    :raises IllegalMove: the offer was answered already, or the raise does not look for a lead any more.
    :raises LeadTaken, NoRoomLeft: see their names. Locks the raise, the offer and the room.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_of_offer(actor, offer_id), seen_by=actor)
        offer = lock_offer(offer_id)
        raised, today = row.snapshot(), legal_day(now)
        require(may_answer_offers(actor, organisation_id=raised.organisation_id), actor=actor)
        before = OfferState(offer.state)
        after = OFFER_MACHINE.move(before, OfferEvent.ACCEPT)
        if raised.state is not RoundState.OPEN or raised.terms.is_over(today):
            raise IllegalMove(machine=ROUND_MACHINE.name, state=raised.state, event="accept_lead_offer")
        if has_lead(row.id):
            raise LeadTaken
        subject = Subject(kind="lead_offer", id=offer.id)
        ruling = _ask_about_lead(offer, raised=raised) or determine(
            facts=lead_facts(raised, pledge=offer.pledge(), money=money_of(offer)),
            subject=subject,
            as_of=today,
            organisation_id=raised.organisation_id,
        )
        if ruling.refuses:
            record(
                verb="lead.acceptance_refused",
                subject=subject,
                before={"state": before},
                after={"determination": str(ruling.id), "verdict": ruling.verdict},
                outcome=Outcome.REFUSED,
                organisation=raised.organisation_id,
            )
            return work.refused(ruling.as_refusal())
        offer.accept(state=after, determination_id=ruling.id, now=now)
        subscription = _subscribe(offer, determination_id=ruling.id, now=now)
        record(
            verb="lead.accepted",
            subject=subject,
            before={"state": before},
            after={"state": after, "subscription": str(subscription.id), "determination": str(ruling.id)},
            organisation=raised.organisation_id,
            notify=[offer.investor_id],
        )
        return subscription.id


def _ask_about_lead(offer: LeadOffer, *, raised: RoundSnapshot) -> Ruling | None:
    """Return the ruling that stops the acceptance while the lead is not screened or suited; it does not say why."""
    subject = Subject(kind="lead_offer", id=offer.id)
    return ask_screening_for_company(
        PartyRole.LEAD, [offer.investor_id], subject=subject, organisation_id=raised.organisation_id
    ) or ask_suitability_of_lead(offer, raised=raised, subject=subject)


def _subscribe(offer: LeadOffer, *, determination_id: UUID, now: datetime) -> Subscription:
    """Take the lead's room, and order their deposit."""
    take_room(round_id=offer.round_id, amount=offer.amount)
    subscription = Subscription.reserve(
        round_id=offer.round_id,
        investor_id=offer.investor_id,
        kind=SubscriptionKind.LEAD,
        amount=offer.amount,
        pay_by=pay_by(legal_day(now)),
        determination_id=determination_id,
        now=now,
    )
    Payment.order(
        round_id=offer.round_id,
        subscription_id=subscription.id,
        purpose=PaymentPurpose.DEPOSIT,
        amount=offer.deposit,
        now=now,
    )
    return subscription
