"""compliance / queries: what the officers' board shows, in a number of queries that does not grow with the rows."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min

from compliance.core.outcome import Outcome
from compliance.core.policy import (
    may_examine_certifications,
    may_examine_clearances,
    may_examine_screenings,
)
from compliance.core.queues import Backlog
from compliance.models import Certification, Clearance, Determination
from compliance.queries.screenings import screenings_to_decide
from crowdfund.accounts.core.policy import may_examine_people
from crowdfund.accounts.queries import people_to_check
from crowdfund.kernel.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOON = timedelta(days=30)
"""What ends within this time is about to end."""


def verdict_counts(actor: Actor, *, since: date) -> dict[Outcome, int]:
    """Return how many determinations there were by verdict since a legal day, inclusive. One query."""
    rows = Determination.objects.visible_to(actor).filter(as_of__gte=since)
    found = dict(rows.values_list("verdict").annotate(Count("id")).order_by())
    return {outcome: found.get(outcome.value, 0) for outcome in Outcome}


def certifications_ending(actor: Actor, *, today: date) -> "QuerySet[Certification, Certification]":
    """Return the certifications that hold and end soon, the next to end first. One query."""
    rows = Certification.objects.visible_to(actor).valid_on(today).filter(expires_on__lte=today + SOON)
    return rows.select_related("user").order_by("expires_on", "id")


def clearances_ending(actor: Actor, *, today: date) -> "QuerySet[Clearance, Clearance]":
    """Return the clearances that hold and end soon, the next to end first. One query."""
    rows = Clearance.objects.visible_to(actor).valid_on(today).filter(expires_on__lte=today + SOON)
    return rows.select_related("determination").order_by("expires_on", "id")


def waiting_certifications(actor: Actor) -> Backlog | None:
    """Return how many wait to be certified, to officers. One query."""
    if not may_examine_certifications(actor):
        return None
    found = Certification.objects.visible_to(actor).waiting().aggregate(count=Count("id"), oldest=Min("applied_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])


def waiting_people(actor: Actor) -> Backlog | None:
    """Return how many declared identities wait to be checked, to officers. One query."""
    if not may_examine_people(actor):
        return None
    found = people_to_check(actor).order_by().aggregate(count=Count("id"), oldest=Min("declared_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])


def waiting_screenings(actor: Actor) -> Backlog | None:
    """Return how many hits and mismatches of the screening wait, to officers. One query."""
    if not may_examine_screenings(actor):
        return None
    found = screenings_to_decide(actor).order_by().aggregate(count=Count("id"), oldest=Min("answered_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])


def waiting_clearances(actor: Actor) -> Backlog | None:
    """Return how many wait for a clearance, to officers and auditors. One query."""
    if not may_examine_clearances(actor):
        return None
    found = Clearance.objects.visible_to(actor).waiting().aggregate(count=Count("id"), oldest=Min("requested_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])
