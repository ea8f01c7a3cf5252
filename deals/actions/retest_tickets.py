"""deals / actions: whether what each investor is allocated still reaches the regime's ticket. Part of closing."""

from compliance.actions.determine import determine
from compliance.core.facts import Regime
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.closing import Standing
from deals.core.round import RoundSnapshot
from deals.facts import certification_asked, subscription_facts


def retest_tickets(*, before: RoundSnapshot, standing: Standing) -> Ruling | None:
    """Ask again about the smallest allocation of a follower: it is nothing, or at least the ticket. None if none is.

    What reaches the limit does so however much more others get, so the smallest one speaks for all. Every follower was
    certified when they subscribed. Of a vehicle that brings no known regime the rules on the vehicle itself refer.
    Source: facts 2.1: rules are tested again after every allocation.

    :raises OutsideWork: no unit of work is open.
    """
    amounts = [each.amount for each in standing.paid if not each.is_lead]
    if not amounts or not isinstance(certification_asked(before).regime, Regime):
        return None
    return determine(
        facts=subscription_facts(before, amount=min(amounts, key=lambda amount: amount.minor), is_certified=True),
        subject=Subject(kind="round", id=before.id),
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )
