"""deals / actions: an investor offers to lead a raise with their own money."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove, Invalid
from deals.actions.ask_screening import ask_screening
from deals.actions.ask_suitability import ask_suitability
from deals.core.lead import Pledge, deposit_of, wrong_offer
from deals.core.lead_money import first_case, funding_facts_of
from deals.core.policy import may_commit_money
from deals.core.round import RoundSnapshot
from deals.core.states import OFFER_MACHINE, ROUND_MACHINE, RoundState
from deals.locks import lock_round
from deals.models import LeadOffer, MoneyDeclaration, Round
from deals.queries import has_standing_offer
from deals.queries.lead_money import known_names


class OfferStands(Conflict):
    """An offer of the investor to lead this raise stands already."""

    code = "offer_stands"


def offer_lead(*, actor: Actor, now: datetime, round_id: UUID, pledge: Pledge, carry: Decimal) -> UUID | Refused:
    """Store an offer to lead (领投) with own money, as pledged, and return its id, or the refusal.

    `carry` is the share of profit that is asked for.

    The lead's screening, whether the raise suits them and where the money comes from are judged first, for the lead and
    the offices alone: what does not pass is returned as the refusal with its findings. The company is told of the
    offer; the rules on the lead's share are asked when it accepts.

    :raises NotFound, NotAuthorised: unless a checked investor from outside the company asks.
    :raises IllegalMove: the raise does not look for a lead, or its last day is over.
    :raises Invalid: the pledge or the carry can't be.
    :raises OfferStands: an offer of theirs stands already. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        raised = row.snapshot()
        require(may_commit_money(actor, organisation_id=raised.organisation_id), actor=actor)
        if raised.state is not RoundState.OPEN or raised.terms.is_over(legal_day(now)):
            raise IllegalMove(machine=ROUND_MACHINE.name, state=raised.state, event="offer_lead")
        if wrong := wrong_offer(pledge=pledge, carry=carry, terms=raised.terms):
            raise Invalid(wrong)
        investor_id = acting_user(actor)
        if has_standing_offer(round_id=row.id, investor_id=investor_id):
            raise OfferStands
        *suited, ruling = _ask(row, raised=raised, pledge=pledge, investor_id=investor_id)
        if ruling.refuses:
            return work.refused(_refusal(ruling, round_id=row.id))
        offer = LeadOffer.make(
            round_id=row.id,
            investor_id=investor_id,
            pledge=pledge,
            deposit=deposit_of(pledge.amount),
            carry=carry,
            funding_determination_id=ruling.id,
            now=now,
        )
        if pledge.funding is not None:
            MoneyDeclaration.declare(offer_id=offer.id, declared=pledge.funding, now=now)
        record(
            verb="lead.offered",
            subject=Subject(kind="lead_offer", id=offer.id),
            after={
                "state": OFFER_MACHINE.initial,
                "round": str(row.id),
                "amount": pledge.amount.as_text(),
                "funding": str(ruling.id),
                "suitability": str(suited[0].id),
            },
            organisation=raised.organisation_id,
            notify=members_of(raised.organisation_id),
        )
        return offer.id


def _ask(row: Round, *, raised: RoundSnapshot, pledge: Pledge, investor_id: UUID) -> tuple[Ruling, ...]:
    """Return what was found on suitability and on where the money comes from, or what stops the lead, alone."""
    if (stopped := ask_screening(investor_id, subject=Subject(kind="round", id=row.id))) is not None:
        return (stopped,)
    suited, _ = ask_suitability(investor_id, raised=raised)
    return (suited,) if suited.refuses else (suited, _look_through(pledge, row=row, investor_id=investor_id))


def _look_through(pledge: Pledge, *, row: Round, investor_id: UUID) -> Ruling:
    """Store the determination on what is declared, before anything was shown or paid; there is no offer yet."""
    names = known_names(row, investor_id=investor_id)
    case = first_case(commitment=pledge.amount, declared=pledge.funding, names=names)
    subject = Subject(kind="round", id=row.id)
    return determine(facts=funding_facts_of(case), subject=subject, as_of=legal_day(current_work().now))


def _refusal(ruling: Ruling, *, round_id: UUID) -> Refused:
    """Record that the lead or their money does not pass, for the lead and the offices alone, and return the value."""
    record(
        verb="lead.offer_refused",
        subject=Subject(kind="round", id=round_id),
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
    )
    return ruling.as_refusal()
