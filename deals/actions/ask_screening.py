"""deals / actions: the gate of identity and list screening, which everybody passes whose money is in a deal."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from compliance.actions.determine import determine
from compliance.actions.request_due_screenings import request_due_screenings
from compliance.core.facts import CounterpartyFacts, PartyRole
from compliance.core.ruling import Ruling
from compliance.core.screening import STOPS
from compliance.queries import screening_of, standings_of
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.facts import parties_facts, screening_facts


def ask_screening(investor_id: UUID, *, subject: Subject) -> Ruling | None:
    """Return the stored ruling that stops an investor without a pass that counts, None for who has passed.

    It belongs to the investor who asks and to no company, so that the company reads nothing of it. Where a check is
    due, it is asked for at once.

    :raises OutsideWork: no unit of work is open. Cost: two queries for those who pass.
    """
    today = _today()
    standing = screening_of(investor_id, on=today)
    if standing not in STOPS:
        return None
    request_due_screenings({investor_id: standing})
    return determine(facts=screening_facts(standing), subject=subject, as_of=today)


def ask_screening_for_company(
    party: PartyRole, investor_ids: Iterable[UUID], *, subject: Subject, organisation_id: UUID
) -> Ruling | None:
    """Return the stored ruling that stops a company's step with these investors, None when all of them have passed.

    Two determinations are stored: where each of them stands, for the offices alone, also when all have passed; and,
    for the company too, that the platform is not through. Where a check is due, it is asked for at once.

    :raises OutsideWork: no unit of work is open. Cost: two queries and one or two inserts, however many they are.
    """
    today = _today()
    standings = standings_of(investor_ids, on=today)
    known = determine(facts=parties_facts(standings), subject=subject, as_of=today, for_offices=True)
    if not known.refuses:
        return None
    request_due_screenings(standings)
    told = CounterpartyFacts(party=party, has_passed=False)
    return determine(facts=told, subject=subject, as_of=today, organisation_id=organisation_id)


def _today() -> date:
    return legal_day(current_work().now)
