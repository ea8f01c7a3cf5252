"""deals / actions: ask the rules where a lead's money comes from, and follow the answer; a part of other verbs.

The question changes with each document, declaration, opinion and payment, so it is asked anew after each of them. The
answer is for the lead and the offices alone; the company learns that a lead is confirmed, or that an offer has lapsed.
"""

from compliance.actions.determine import determine
from compliance.core.outcome import Outcome as Verdict
from compliance.core.ruling import Ruling
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.actions.lapse_offers import lapse_offers
from deals.actions.release_subscription import release_subscription
from deals.core.lead_money import OwnMoney, funding_facts_of
from deals.core.money_moves import PaymentPurpose
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, OfferEvent, OfferState, RoundEvent, RoundState
from deals.facts import own_money
from deals.locks import lock_subscription
from deals.models import LeadOffer, Payment, Round
from deals.queries import lead_subscription
from deals.queries.lead_money import has_paid_deposit, money_case


def judge_lead_money(offer: LeadOffer, *, row: Round) -> Ruling:
    """Store the determination on a locked offer's money for the legal day of the unit of work, and name it there."""
    ruling = look_through(offer, row=row)
    offer.look_through(determination_id=ruling.id)
    return ruling


def look_through(offer: LeadOffer, *, row: Round) -> Ruling:
    """Store the determination on an offer's money and return it; it is the lead's, whoever acts.

    :raises OutsideWork: no unit of work is open.
    """
    facts = funding_facts_of(money_case(offer, row=row))
    subject = Subject(kind="lead_offer", id=offer.id)
    return determine(facts=facts, subject=subject, as_of=legal_day(current_work().now), for_person=offer.investor_id)


def found_at_closing(offer: LeadOffer | None, *, row: Round) -> OwnMoney | None:
    """Look through the lead's money once more and return what was found; None where a raise has no offer."""
    if offer is None:
        return None
    ruling = look_through(offer, row=row)
    if ruling.refuses:
        _tell(offer, ruling=ruling, verb="lead.money_questioned")
    return own_money(ruling.question(), findings=ruling.findings, is_stopped=ruling.refuses)


def follow_ruling(offer: LeadOffer, *, row: Round, ruling: Ruling) -> None:
    """Do what follows for a locked offer and its locked raise from what the rules said of its money.

    DENY ends an offer that is not confirmed yet: the raise goes on looking for a lead, and what was paid goes back.
    Anything else that refuses lets the offer wait, with its deposit in custody. What passes confirms a lead whose
    deposit has come.
    """
    state = OfferState(offer.state)
    has_deposit = state is OfferState.ACCEPTED and has_paid_deposit(offer)
    if ruling.verdict is Verdict.DENY and state is not OfferState.CONFIRMED:
        _refuse(offer, row=row, ruling=ruling)
    elif ruling.refuses and (has_deposit or state is OfferState.CONFIRMED):
        _tell(offer, ruling=ruling, verb="lead.money_questioned")
    elif has_deposit and not ruling.refuses:
        confirm(offer, row=row)


def confirm(offer: LeadOffer, *, row: Round) -> None:
    """Confirm an accepted offer, open the raise to followers, and order what the lead still owes. Both are told."""
    now, organisation_id = current_work().now, row.project.organisation_id
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
    lapse_offers(round_id=row.id, organisation_id=organisation_id)
    record(
        verb="lead.confirmed",
        subject=Subject(kind="lead_offer", id=offer.id),
        before={"state": before},
        after={"state": after, "round": str(row.id), "round_state": led},
        organisation=organisation_id,
        notify=[offer.investor_id, *members_of(organisation_id)],
    )


def _refuse(offer: LeadOffer, *, row: Round, ruling: Ruling) -> None:
    """End an offer whose money is not the lead's own; an accepted one gives its room and its money back."""
    _tell(offer, ruling=ruling, verb="lead.money_refused")
    organisation_id = row.project.organisation_id
    if offer.state == OfferState.ACCEPTED:
        release_subscription(lock_subscription(lead_subscription(row.id).id), organisation_id=organisation_id)
        return
    before = OfferState(offer.state)
    after = OFFER_MACHINE.move(before, OfferEvent.LAPSE)
    offer.end(state=after)
    record(
        verb="lead.lapsed",
        subject=Subject(kind="lead_offer", id=offer.id),
        before={"state": before},
        after={"state": after, "round": str(row.id)},
        organisation=organisation_id,
        notify=[offer.investor_id, *members_of(organisation_id)],
    )


def _tell(offer: LeadOffer, *, ruling: Ruling, verb: str) -> None:
    """Record what stands against the lead's money, for the lead and the officers alone."""
    officers = users_with_role(Role.OFFICER)
    record(
        verb=verb,
        subject=Subject(kind="lead_offer", id=offer.id),
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
        notify=[offer.investor_id, *(each for each in officers if each != offer.investor_id)],
    )
