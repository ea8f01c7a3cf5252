"""deals / actions: a member begins the draft of a raise."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotFound
from deals.core.policy import may_draft_for
from deals.core.round import Terms, wrong_terms
from deals.core.states import ROUND_MACHINE
from deals.models import Round
from deals.queries import organisation_of_project


def draft_round(*, actor: Actor, now: datetime, project_id: UUID, terms: Terms) -> UUID:
    """Store a new draft of a raise (本轮融资) and return its id. Anything but the title may still be open.

    :raises NotFound: the project is none of the actor's companies'.
    :raises NotAuthorised: the actor belongs to the company but may not draft for it.
    :raises Invalid: what is stated can't be, for instance a ticket above the target.
    """
    with unit_of_work(actor=actor, now=now):
        organisation_id = organisation_of_project(project_id)
        if not actor.belongs_to(organisation_id):
            raise NotFound
        require(may_draft_for(actor, organisation_id=organisation_id), actor=actor)
        if wrong := wrong_terms(terms):
            raise Invalid(wrong)
        draft = Round.draft(project_id=project_id, terms=terms, now=now)
        record(
            verb="round.drafted",
            subject=Subject(kind="round", id=draft.id),
            after={"state": ROUND_MACHINE.initial, "project": str(project_id)},
            organisation=organisation_id,
        )
        return draft.id
