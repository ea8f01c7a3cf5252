"""deals / actions: the gate of suitability, which every investor passes who subscribes or offers to lead."""

from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from deals.core.round import RoundSnapshot
from deals.core.suitability import SuitabilityStamp
from deals.facts import suitability_facts
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


def require_same_suitability(investor_id: UUID, *, raised: RoundSnapshot, stamp: SuitabilityStamp) -> None:
    """Let an investor pass whose assessment is still the one that the rules were told of; asked under the lock.

    :raises AssessmentChanged: it is another one.
    """
    if suitability_stamp(investor_id, raised=raised, on=legal_day(current_work().now)) != stamp:
        raise AssessmentChanged
