"""deals / actions: the gates of a closing: lead, vehicle, tickets, screening, suitability of the lead, call-back."""

from collections.abc import Callable, Sequence

from compliance.actions.determine import determine
from compliance.core.facts import PartyRole
from compliance.core.ruling import Ruling
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.actions.ask_about_vehicle import ask_about_vehicle
from deals.actions.ask_called_back import ask_called_back
from deals.actions.ask_screening import ask_screening_for_company
from deals.actions.ask_suitability import ask_suitability_of_lead
from deals.actions.judge_lead_money import found_at_closing
from deals.actions.retest_tickets import retest_tickets
from deals.core.closing import Standing
from deals.core.round import RoundSnapshot
from deals.facts import closing_facts
from deals.models import Round, Subscription
from deals.queries.lead_money import lead_of_round


def ask_to_close(*, row: Round, standing: Standing, subscriptions: Sequence[Subscription]) -> Ruling:
    """Return the first ruling that refuses the closing of a locked raise, with its event, or else that on the lead.

    The gates are asked one after the other, so that a company mends the lead before anybody is called. Whether they
    refuse is told to the company and to the officers.

    :raises OutsideWork: no unit of work is open.
    """
    before = row.snapshot()
    on_lead = _ask_about_lead(row, before=before, standing=standing)
    gates: tuple[Callable[[], Ruling | None], ...] = (
        lambda: ask_about_vehicle(before=before, standing=standing),
        lambda: retest_tickets(before=before, standing=standing),
        lambda: _ask_about_holders(before, standing),
        lambda: _ask_suitability(before),
        lambda: ask_called_back(before=before, subscriptions=subscriptions),
    )
    refused = on_lead if on_lead.refuses else next(filter(_refuses, (gate() for gate in gates)), None)
    if refused is None:
        return on_lead
    record(
        verb="round.closing_refused",
        subject=Subject(kind="round", id=before.id),
        before={"state": before.state},
        after={"determination": str(refused.id), "verdict": refused.verdict},
        outcome=Outcome.REFUSED,
        organisation=before.organisation_id,
        notify=[*members_of(before.organisation_id), *users_with_role(Role.OFFICER)],
    )
    return refused


def _refuses(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling.refuses


def _ask_about_lead(row: Round, *, before: RoundSnapshot, standing: Standing) -> Ruling:
    offer = lead_of_round(before.id)
    pledge, money = offer.pledge() if offer else None, found_at_closing(offer, row=row)
    return determine(
        facts=closing_facts(before, pledge=pledge, standing=standing, money=money),
        subject=Subject(kind="round", id=before.id),
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )


def _ask_about_holders(before: RoundSnapshot, standing: Standing) -> Ruling | None:
    """Return the ruling that stops the closing while somebody who has paid has no screening that counts."""
    return ask_screening_for_company(
        PartyRole.HOLDERS,
        [each.investor_id for each in standing.paid],
        subject=Subject(kind="round", id=before.id),
        organisation_id=before.organisation_id,
    )


def _ask_suitability(before: RoundSnapshot) -> Ruling | None:
    """Return the ruling that stops the closing while the raise does not suit its lead."""
    offer = lead_of_round(before.id)
    if offer is None:
        return None
    return ask_suitability_of_lead(offer, raised=before, subject=Subject(kind="round", id=before.id))
