"""deals / actions: the gate of suitability: for who subscribes or offers to lead, and for a lead again later."""

from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.facts import LeadSuitedFacts
from compliance.core.ruling import Ruling
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from deals.core.round import RoundSnapshot
from deals.core.suitability import SuitabilityStamp
from deals.facts import suitability_facts
from deals.models import LeadOffer
from deals.queries.suitability import suitability_stamp


class AssessmentChanged(Conflict):
    """The investor's risk assessment is no longer the one that the rules were asked about."""

    code = "assessment_changed"


def ask_suitability(investor_id: UUID, *, raised: RoundSnapshot) -> tuple[Ruling, SuitabilityStamp]:
    """Return the stored ruling on whether the raise suits the investor (投资者适当性), and what it rests on.

    Nobody without an assessment passes. A grade above the class is a warning once the investor was warned and asked in
    writing, and a refusal before; the lowest class has no way round. The question has no clock and no id in it, so that
    a clearance is found at the next try. The ruling belongs to the investor and to no company.

    :raises OutsideWork: no unit of work is open. Cost: two queries and what the determination costs.
    """
    today = legal_day(current_work().now)
    stamp = suitability_stamp(investor_id, raised=raised, on=today)
    facts = suitability_facts(raised, stamp=stamp)
    return determine(facts=facts, subject=Subject(kind="round", id=raised.id), as_of=today), stamp


def ask_suitability_of_lead(offer: LeadOffer, *, raised: RoundSnapshot, subject: Subject) -> Ruling | None:
    """Return the stored ruling that stops a company's step because its raise no longer suits its lead, None otherwise.

    The match is judged at the transaction. A follower's is the subscription, which concludes their contract: that an
    assessment ends afterwards undoes nothing (募集行为管理办法, article 18: a new one is due before a fund
    is recommended again, and not while it is held), and the grade is fixed from the approval on, before anybody sees
    the raise. A lead only offers: the company concludes by accepting, and by closing it lets the lead's whole
    commitment take effect. So both days ask again (platform policy, article 22), with the assessment and the grade of
    the day.

    Two determinations are stored: the lead's own, which a clearance of theirs may lift and of which they are told; and,
    for the company, whether the raise suits them, and no more.

    :raises OutsideWork: no unit of work is open. Cost: two queries and two determinations.
    """
    today, investor_id = legal_day(current_work().now), offer.investor_id
    facts = suitability_facts(raised, stamp=suitability_stamp(investor_id, raised=raised, on=today))
    own = determine(facts=facts, subject=Subject(kind="round", id=raised.id), as_of=today, for_person=investor_id)
    if own.refuses:
        record(
            verb="lead.suitability_questioned",
            subject=Subject(kind="lead_offer", id=offer.id),
            after={"determination": str(own.id), "verdict": own.verdict},
            outcome=Outcome.REFUSED,
            notify=[investor_id],
        )
    facts_told = LeadSuitedFacts(is_suited=not own.refuses)
    told = determine(facts=facts_told, subject=subject, as_of=today, organisation_id=raised.organisation_id)
    return told if told.refuses else None


def require_same_suitability(investor_id: UUID, *, raised: RoundSnapshot, stamp: SuitabilityStamp) -> None:
    """Let an investor pass whose assessment is still the one that the rules were told of; asked under the lock.

    :raises AssessmentChanged: it is another one.
    """
    if suitability_stamp(investor_id, raised=raised, on=legal_day(current_work().now)) != stamp:
        raise AssessmentChanged
