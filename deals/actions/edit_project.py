"""deals / actions: a member changes what a project of their company says of itself."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, FieldError, Invalid
from deals.core.policy import may_draft_for
from deals.locks import lock_project, lock_rounds_of_project
from deals.queries import is_project_name_taken


class ProjectInUse(Conflict):
    """A raise of the project lies before officers or investors, who read its name as it was judged."""

    code: ClassVar[str] = "project_in_use"


def edit_project(*, actor: Actor, now: datetime, project_id: UUID, name: str, summary: str) -> UUID:
    """Replace name and summary of a project and return its id; what they say is judged when a raise is submitted.

    While a raise of the project is submitted, approved, open or led, its texts stay as they were judged.

    :raises NotFound: it is no project of the actor's companies.
    :raises NotAuthorised: unless a checked member of the company, or its own client with the scope, asks.
    :raises ProjectInUse: see its name.
    :raises Invalid: the company has another project of this name. Locks the project's raises and the project.
    """
    with unit_of_work(actor=actor, now=now):
        raises = lock_rounds_of_project(project_id)
        row = lock_project(project_id, seen_by=actor)
        advisory_lock("project names", row.organisation_id)
        require(may_draft_for(actor, organisation_id=row.organisation_id), actor=actor)
        if any(each.is_judged_and_under_way for each in raises):
            raise ProjectInUse
        if name != row.name and is_project_name_taken(row.organisation_id, name):
            raise Invalid((FieldError("/name", "already_taken"),))
        row.restate(name=name, summary=summary)
        record(
            verb="project.edited",
            subject=Subject(kind="project", id=row.id),
            after={"organisation": str(row.organisation_id)},
            organisation=row.organisation_id,
        )
        return row.id
