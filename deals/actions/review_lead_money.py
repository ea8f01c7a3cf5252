"""deals / actions: an officer asks about the sources of a lead's money, or accepts or refuses them as they stand."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from compliance.core.outcome import Outcome as Verdict
from compliance.core.ruling import Ruling
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, IllegalMove, Invalid
from deals.actions.judge_lead_money import follow_ruling, judge_lead_money
from deals.core.lead_money import DECLARED_IN, SHOWN_IN, ReviewKind, fingerprint, wrong_opinion
from deals.core.policy import may_judge_lead_money
from deals.core.states import OFFER_MACHINE, OfferState
from deals.locks import lock_offer, lock_round_of_offer
from deals.models import MoneyReview
from deals.queries import parties_to_round
from deals.queries.lead_money import money_case, money_offer_seen_by

_VERBS = {
    ReviewKind.ASKED: "lead.sources_asked",
    ReviewKind.ACCEPTED: "lead.sources_accepted",
    ReviewKind.REFUSED: "lead.sources_refused",
}


class DenyStands(Conflict):
    """The rules deny this money, and a DENY has no release."""

    code: ClassVar[str] = "deny_stands"


def review_lead_money(*, actor: Actor, now: datetime, offer_id: UUID, kind: ReviewKind, opinion: str) -> Ruling:
    """Store what an officer says about a lead's money, in `opinion`, and return what the rules say now.

    Who is asked reads the opinion and must answer before it can be confirmed. What is accepted or refused are the
    declaration and the payments as they stand; after a change of either it no longer counts. The answer is followed at
    once: a refusal denies the money.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer who is no party to the raise decides.
    :raises Invalid: the opinion is empty or too long. :raises DenyStands: see its name.
    :raises IllegalMove: the offer has ended; a confirmed lead is not asked any more. Locks raise and offer.
    """
    with unit_of_work(actor=actor, now=now):
        money_offer_seen_by(actor, offer_id)
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        parties = parties_to_round(row.id)
        require(may_judge_lead_money(actor, organisation_id=row.project.organisation_id, parties=parties), actor=actor)
        require_step_up(actor)
        if wrong := wrong_opinion(opinion):
            raise Invalid(wrong)
        if offer.state not in (DECLARED_IN if kind is ReviewKind.ASKED else SHOWN_IN):
            raise IllegalMove(machine=OFFER_MACHINE.name, state=OfferState(offer.state), event=f"review_{kind}")
        MoneyReview.keep(
            offer_id=offer.id,
            kind=kind,
            opinion=opinion.strip(),
            seen=fingerprint(money_case(offer, row=row)),
            officer_id=acting_user(actor),
            now=now,
        )
        ruling = judge_lead_money(offer, row=row)
        if kind is ReviewKind.ACCEPTED and ruling.verdict is Verdict.DENY:
            raise DenyStands
        record(
            verb=_VERBS[kind],
            subject=Subject(kind="lead_offer", id=offer.id),
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            reason=opinion.strip(),
            notify=[offer.investor_id],
        )
        follow_ruling(offer, row=row, ruling=ruling)
        return ruling
