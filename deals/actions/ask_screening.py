"""deals / actions: the gate of identity and list screening, which every investor passes with their own money."""

from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from compliance.core.screening import STOPS
from compliance.queries import screening_of
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from deals.facts import screening_facts


class ScreeningNotPassed(Conflict):
    """The screening stops this person from committing money."""

    code = "screening_not_passed"


def ask_screening(investor_id: UUID, *, subject: Subject) -> Ruling | None:
    """Return the stored ruling that stops an investor whose hit is confirmed or undecided, None for anybody else.

    It belongs to the investor who asks and to no company, so that the company reads nothing of it.

    :raises OutsideWork: no unit of work is open. Cost: two queries for those who pass.
    """
    today = legal_day(current_work().now)
    standing = screening_of(investor_id, on=today)
    if standing not in STOPS:
        return None
    return determine(facts=screening_facts(standing), subject=subject, as_of=today)


def require_screening(investor_id: UUID) -> None:
    """Let an investor pass whom the screening does not stop. Two queries.

    :raises ScreeningNotPassed: a hit is confirmed or undecided. :raises OutsideWork: no unit of work is open.
    """
    if screening_of(investor_id, on=legal_day(current_work().now)) in STOPS:
        raise ScreeningNotPassed
