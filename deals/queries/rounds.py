"""deals / queries: projects and raises."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min

from compliance.core.queues import Backlog
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, NotFound
from deals.core.policy import may_work_the_desk
from deals.core.round import missing_terms
from deals.core.states import SEEN_BY_INVESTORS, RoundState
from deals.models import (
    Project,
    Round,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def projects_of(actor: Actor) -> "QuerySet[Project, Project]":
    """Return the projects of the actor's own companies, newest first, each with its company. One query."""
    return Project.objects.visible_to(actor).select_related("organisation").order_by("-id")


def project_seen_by(actor: Actor, project_id: UUID) -> Project:
    """Return one project of the actor's own companies. One query.

    :raises NotFound: there is none that they may see.
    """
    project = projects_of(actor).filter(id=project_id).first()
    if project is None:
        raise NotFound
    return project


def organisation_of_project(project_id: UUID) -> UUID:
    """Return the company that a project belongs to. One query.

    :raises NotFound: there is no such project.
    """
    found = Project.objects.filter(id=project_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def is_project_name_taken(organisation_id: UUID, name: str) -> bool:
    """Tell whether the company has a project of this name. One query."""
    return Project.objects.filter(organisation_id=organisation_id, name=name).exists()


def rounds_seen_by(actor: Actor, *, states: Iterable[RoundState] | None = None) -> "QuerySet[Round, Round]":
    """Return the raises that the actor may see, newest first, each with project and company. One query."""
    rounds = Round.objects.visible_to(actor).select_related("project__organisation").order_by("-id")
    return rounds if states is None else rounds.filter(state__in=list(states))


def round_titles(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the titles of those among the raises that the actor may see. One query."""
    return dict(rounds_seen_by(actor).filter(id__in=list(ids)).values_list("id", "title"))


def project_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of those among the projects that the actor may see. One query."""
    return dict(projects_of(actor).filter(id__in=list(ids)).values_list("id", "name"))


def rounds_of_project(actor: Actor, project_id: UUID) -> "QuerySet[Round, Round]":
    """Return the raises of one project that the actor may see, newest first. One query."""
    return rounds_seen_by(actor).filter(project_id=project_id)


def round_seen_by(actor: Actor, round_id: UUID) -> Round:
    """Return one raise with project and company. One query.

    :raises NotFound: there is none that the actor may see.
    """
    found = rounds_seen_by(actor).filter(id=round_id).first()
    if found is None:
        raise NotFound
    return found


def own_rounds(actor: Actor) -> "QuerySet[Round, Round]":
    """Return the raises of the actor's own companies, newest first. One query."""
    return rounds_seen_by(actor).filter(project__organisation_id__in=list(actor.memberships))


def open_rounds(actor: Actor) -> "QuerySet[Round, Round]":
    """Return other companies' raises that look for a lead or for followers, the earliest closing first. One query."""
    rows = rounds_seen_by(actor, states=SEEN_BY_INVESTORS).order_by("closes_on", "id")
    return rows.exclude(project__organisation_id__in=list(actor.memberships))


def desk_queue(actor: Actor) -> "QuerySet[Round, Round]":
    """Return the raises that wait for an officer's decision, the longest waiting first. One query.

    :raises NotFound: for everybody who has nothing to do at the desk.
    """
    if not may_work_the_desk(actor):
        raise NotFound
    return rounds_seen_by(actor, states=[RoundState.SUBMITTED]).order_by("submitted_at", "id")


def waiting_raises(actor: Actor) -> Backlog | None:
    """Return how many raises wait to be reviewed, and since when, to the desk. One query."""
    if not may_work_the_desk(actor):
        return None
    rows = rounds_seen_by(actor, states=[RoundState.SUBMITTED]).order_by()
    found = rows.aggregate(count=Count("id"), oldest=Min("submitted_at"))
    return Backlog(count=found["count"], oldest_at=found["oldest"])


def rounds_by_state(actor: Actor) -> dict[RoundState, int]:
    """Return how many raises the actor sees in each state, zeros included. One query."""
    rows = Round.objects.visible_to(actor).values("state").annotate(count=Count("id")).values_list("state", "count")
    counted = dict(rows)
    return {state: counted.get(state.value, 0) for state in RoundState}


def missing_entries(row: Round, *, today: date) -> tuple[FieldError, ...]:
    """Return what a draft still lacks before it can be submitted on the legal day `today`; others lack nothing."""
    return missing_terms(row.terms, today=today) if row.state == RoundState.DRAFT else ()


def state_of_round(round_id: UUID) -> RoundState:
    """Return in which state a raise is as of this statement. One query.

    :raises NotFound: there is no such raise.
    """
    found = Round.objects.filter(id=round_id).values_list("state", flat=True).first()
    if found is None:
        raise NotFound
    return RoundState(found)


def rounds_to_end(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return raises, opened by `now`, whose last day lies before the legal day `day`, by id. One query."""
    rows = Round.objects.filter(state__in=[RoundState.OPEN, RoundState.LED], closes_on__lt=day, opened_at__lte=now)
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])
