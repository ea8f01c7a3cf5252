"""compliance / queries: what the officers' board shows, in a number of queries that does not grow with the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

from compliance.core.outcome import Outcome
from compliance.core.policy import (
    may_examine_certifications,
    may_examine_clearances,
    may_examine_screenings,
    may_watch_board,
)
from compliance.core.queues import Backlog
from compliance.core.ruling import Ruling
from compliance.models import Certification, Clearance, Determination
from compliance.queries.screenings import screenings_to_decide
from crowdfund.accounts.core.policy import may_examine_people, require
from crowdfund.accounts.queries import people_to_check
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.names import names_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOON = timedelta(days=30)
"""What ends within this time is about to end."""

DealKey = tuple[str, UUID]

_NO_DEALS = ("user",)
"""Subjects that are people: what is asked about them for themselves belongs to no deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The gravest that one rule found about one deal when it was last asked, and where that is written."""

    outcome: Outcome
    determination_id: UUID
    is_cleared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Rule by deal: the deals asked about latest, the rules that found something, and a cell where both meet."""

    deals: Sequence[tuple[DealKey, str]]
    rules: Sequence[str]
    cells: Mapping[tuple[str, DealKey], Cell]


def heat_of(actor: Actor, *, deals: int = 12) -> Heat:
    """Return the heat map of the deals asked about latest, the gravest rules first. Two queries and the names.

    Of each deal only the latest determination of each kind of question counts: what was mended is no longer shown.

    :raises NotAuthorised: unless the actor is an officer with a second factor or an auditor.
    """
    require(may_watch_board(actor), actor=actor)
    asked = latest_of_each_question(actor).exclude(subject_kind__in=_NO_DEALS)
    latest = [row.as_open_ruling() for row in asked[: deals * 4]]
    columns = list(dict.fromkeys((each.subject_kind, each.subject_id) for each in latest))[:deals]
    cells: dict[tuple[str, DealKey], Cell] = {}
    for ruling in latest:
        if (deal := (ruling.subject_kind, ruling.subject_id)) in columns:
            _take_in(cells, ruling, deal)
    worst = {rule: max(cells[key].outcome.severity for key in cells if key[0] == rule) for rule, _ in cells}
    names = names_of(columns, actor=actor)
    return Heat(
        deals=[(deal, names.get(deal, "")) for deal in columns],
        rules=sorted(worst, key=lambda rule: (-worst[rule], rule)),
        cells=cells,
    )


def latest_of_each_question(
    actor: Actor, *, kinds: Iterable[str] | None = None
) -> "QuerySet[Determination, Determination]":
    """Return the latest determination of each kind of question about each subject, newest first. One query.

    :param kinds: only about these kinds of subject.
    """
    rows = Determination.objects.visible_to(actor)
    if kinds is not None:
        rows = rows.filter(subject_kind__in=list(kinds))
    place = Window(
        RowNumber(),
        partition_by=[F("subject_kind"), F("subject_id"), F("facts_kind")],
        order_by=F("id").desc(),
    )
    return rows.annotate(place=place).filter(place=1).order_by("-id")


def _take_in(cells: dict[tuple[str, DealKey], Cell], ruling: Ruling, deal: DealKey) -> None:
    for finding in ruling.findings:
        known = cells.get((finding.rule, deal))
        if known is None or finding.outcome.severity > known.outcome.severity:
            cells[finding.rule, deal] = Cell(
                outcome=finding.outcome, determination_id=ruling.id, is_cleared=ruling.cleared_by is not None
            )


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
