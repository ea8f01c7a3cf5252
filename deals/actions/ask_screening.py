"""deals / actions: the gate of identity and list screening, which everybody passes whose money is in a deal."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from compliance.actions.determine import determine
from compliance.actions.request_due_screenings import request_due_company_screening, request_due_screenings
from compliance.actions.request_screening import request_company_screening
from compliance.core.facts import CounterpartyFacts, PartyRole
from compliance.core.ruling import Ruling
from compliance.core.screening import NEEDS_REQUEST, STOPS
from compliance.queries import company_screening_of, screening_of, standings_of
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.facts import company_screening_facts, parties_facts, screening_facts


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


def ask_screening_of_company(organisation_id: UUID, *, subject: Subject) -> Ruling | None:
    """Return the stored ruling that stops a company without a pass that counts, None for one that has passed.

    Its own people and the offices read it. Where a check is due, it is asked for at once.

    :raises OutsideWork: no unit of work is open. Cost: two queries for those that pass.
    """
    today = _today()
    standing = company_screening_of(organisation_id, on=today)
    if standing not in STOPS:
        return None
    request_due_company_screening(organisation_id, standing)
    facts = company_screening_facts(standing)
    return determine(facts=facts, subject=subject, as_of=today, organisation_id=organisation_id)


def see_to_screening_of_company(organisation_id: UUID) -> None:
    """Ask for the screening of a company of the actor that needs one, in the current unit of work. Two queries.

    :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    if company_screening_of(organisation_id, on=_today()) in NEEDS_REQUEST:
        request_company_screening(actor=work.actor, now=work.now, organisation_id=organisation_id)


def _today() -> date:
    return legal_day(current_work().now)
