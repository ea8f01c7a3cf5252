"""deals / actions: a member changes the draft of a raise."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, IllegalMove, Invalid
from deals.core.policy import may_draft_for
from deals.core.round import Terms, wrong_terms
from deals.core.states import ROUND_MACHINE, RoundState
from deals.locks import lock_round


class StaleRound(Conflict):
    """Somebody changed the raise after the caller read it."""


def edit_round(*, actor: Actor, now: datetime, round_id: UUID, version: int, terms: Terms) -> int:
    """Replace the terms of a draft that still has the `version` the caller read, and return the new version.

    :raises NotFound, NotAuthorised: see their names.
    :raises IllegalMove: the raise is no draft.
    :raises StaleRound: somebody was faster.
    :raises Invalid: what is stated can't be. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_draft_for(actor, organisation_id=before.organisation_id), actor=actor)
        if before.state is not RoundState.DRAFT:
            raise IllegalMove(machine=ROUND_MACHINE.name, state=before.state, event="edit")
        if before.version != version:
            raise StaleRound
        if wrong := wrong_terms(terms):
            raise Invalid(wrong)
        row.restate(terms)
        record(
            verb="round.edited",
            subject=Subject(kind="round", id=row.id),
            before={"version": before.version},
            after={"version": row.version},
            organisation=before.organisation_id,
        )
        return row.version
