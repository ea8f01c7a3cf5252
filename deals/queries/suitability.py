"""deals / queries: what is known of whether a raise suits an investor."""

from datetime import date
from uuid import UUID

from compliance.core.facts import AssessmentFacts, SuitabilityFacts
from compliance.core.ruling import Ruling
from compliance.queries import rulings_about
from compliance.queries.assessments import assessment_stamp
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.core.round import RoundSnapshot
from deals.core.suitability import SuitabilityStamp
from deals.models import SuitabilityRequest


def suitability_stamp(investor_id: UUID, *, raised: RoundSnapshot, on: date) -> SuitabilityStamp:
    """Return what the rules are told about an investor and a raise on a legal day. Two queries, no lock."""
    assessment = assessment_stamp(investor_id, on=on)
    if assessment is None:
        return SuitabilityStamp(assessment=None, has_asked=False)
    asked = SuitabilityRequest.objects.filter(
        round_id=raised.id,
        investor_id=investor_id,
        product_grade=raised.product_grade,
        investor_class=assessment.investor_class,
    )
    return SuitabilityStamp(assessment=assessment, has_asked=asked.exists())


def suitability_request_seen_by(actor: Actor, request_id: UUID) -> SuitabilityRequest:
    """Return one written request. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    found = SuitabilityRequest.objects.visible_to(actor).filter(id=request_id).first()
    if found is None:
        raise NotFound
    return found


def latest_suitability_request(actor: Actor, round_id: UUID) -> SuitabilityRequest | None:
    """Return the reader's own latest written request for a raise, None without any. One query."""
    rows = SuitabilityRequest.objects.filter(round_id=round_id, investor_id=actor.id)
    return rows.order_by("-id").first()


def latest_suitability_ruling(actor: Actor, round_id: UUID) -> Ruling | None:
    """Return what the rules last said of whether a raise suits the reader themselves; None without. One query."""
    rulings = rulings_about(subject=Subject(kind="round", id=round_id), actor=actor)
    kinds = (SuitabilityFacts.kind, AssessmentFacts.kind)
    return next((each for each in rulings if each.facts_kind in kinds and each.actor_id == actor.id), None)
