"""deals / actions: what is asked about the vehicle that a raise would form by closing. A part of closing."""

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.actions.count_holders import count_holders
from deals.core.closing import Standing
from deals.core.round import RoundSnapshot
from deals.facts import vehicle_facts
from deals.queries import partners_among


def ask_about_vehicle(*, before: RoundSnapshot, standing: Standing) -> Ruling:
    """Ask about the vehicle as a private fund with the money it would hold, then how many would hold it.

    An investor who pools the money of others counts as everybody behind it.

    The first ruling that refuses is returned, or the one on the head-count. What is not paid in full is left out, so a
    raise that has lost followers since they were counted is counted again. The same money gives the same question on
    any day, so that a clearance of it holds. The caller holds the room of the raise.

    :raises OutsideWork: no unit of work is open.
    """
    ruling = determine(
        facts=vehicle_facts(before, paid_in=standing.total),
        subject=Subject(kind="round", id=before.id),
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )
    if ruling.refuses:
        return ruling
    followers = [each.investor_id for each in standing.paid if not each.is_lead]
    holding = partners_among(followers=followers, lead=standing.lead.investor_id if standing.lead else None)
    return count_holders(raised=before, adding=0, partners=holding)
