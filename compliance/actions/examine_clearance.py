"""compliance / actions: the first lines that every decision on a clearance has in common."""

from uuid import UUID

from compliance.core.parties import parties_to
from compliance.core.policy import may_decide_on_clearance
from compliance.locks import lock_clearance
from compliance.models import Clearance
from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.db.work import current_work


def examine_clearance(clearance_id: UUID) -> Clearance:
    """Lock a request and let only an officer pass who is no party to the deal and used their second factor lately.

    Joins the unit of work of its caller, and takes the actor from it.

    :raises NotFound, NotAuthorised, StepUpRequired: see their names.
    """
    actor = current_work().actor
    row = lock_clearance(clearance_id, seen_by=actor)
    about = row.determination
    parties = parties_to(about.subject_kind, about.subject_id) | {row.requested_by_id}
    allowed = may_decide_on_clearance(
        actor, asked_by=about.actor_id, organisation_id=about.organisation_id, parties=parties
    )
    require(allowed, actor=actor)
    require_step_up(actor)
    return row
