"""deals / actions: a member sets up a project of their company."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid
from deals.core.policy import may_draft_for
from deals.models import Project
from deals.queries import is_project_name_taken


def create_project(*, actor: Actor, now: datetime, organisation_id: UUID, name: str, summary: str) -> UUID:
    """Store a new project (项目) of the company and return its id.

    :raises NotAuthorised: unless a checked member of the company, or its own client with the scope, asks.
    :raises Invalid: the company has a project of this name. Locks the company's project names.
    """
    with unit_of_work(actor=actor, now=now):
        advisory_lock("project names", organisation_id)
        require(may_draft_for(actor, organisation_id=organisation_id), actor=actor)
        if is_project_name_taken(organisation_id, name):
            raise Invalid((FieldError("/name", "already_taken"),))
        project = Project.create(organisation_id=organisation_id, name=name, summary=summary, now=now)
        record(
            verb="project.created",
            subject=Subject(kind="project", id=project.id),
            after={"organisation": str(organisation_id)},
            organisation=organisation_id,
        )
        return project.id
