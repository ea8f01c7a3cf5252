"""deals / actions: whether a vehicle is filed with the association, as the rulebook sees it. Part of other verbs."""

from datetime import date
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.round import RoundSnapshot
from deals.facts import filing_facts
from deals.queries import vehicles_of_company
from deals.queries.filings import filed_on


def ask_filing(raised: RoundSnapshot, *, raised_on: date, filed_on: date | None) -> Ruling:
    """Ask about the filing of the vehicle of a raise that closed on `raised_on`, and return the stored ruling.

    The last day and the days before it are an advice, a filing that came late a warning, none in time a refusal.

    :raises OutsideWork: no unit of work is open.
    """
    return determine(
        facts=filing_facts(raised, raised_on=raised_on, filed_on=filed_on),
        subject=Subject(kind="round", id=raised.id),
        as_of=legal_day(current_work().now),
        organisation_id=raised.organisation_id,
    )


def ask_filing_again(raised: RoundSnapshot, *, vehicle_id: UUID, raised_on: date) -> Ruling:
    """Ask about the filing of a vehicle as it is recorded now. One query more than `ask_filing`."""
    return ask_filing(raised, raised_on=raised_on, filed_on=filed_on(vehicle_id))


def unfiled_vehicle_of(organisation_id: UUID) -> Ruling | None:
    """Return the first ruling that stops a company because a vehicle of its earlier raises was not filed in time.

    A company whose vehicle is overdue raises no further money here, and nobody leaves the vehicle through the next
    round, until it is filed (私募投资基金监督管理条例, article 22); a late filing needs a release. One query for each.
    """
    for vehicle in vehicles_of_company(organisation_id):
        ruling = ask_filing_again(vehicle.round.snapshot(), vehicle_id=vehicle.id, raised_on=vehicle.raised_on)
        if ruling.refuses:
            return ruling
    return None
