"""deals / actions: a member submits a raise to the officers, if the rules let it pass."""

from datetime import datetime
from uuid import UUID

from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid
from deals.actions.ask_rules import ask_rules
from deals.actions.ask_screening import see_to_screening_of_company
from deals.core.policy import may_draft_for
from deals.core.round import RoundSnapshot, missing_terms
from deals.core.states import ROUND_MACHINE, RoundEvent
from deals.locks import lock_round


def submit_round(*, actor: Actor, now: datetime, round_id: UUID) -> RoundSnapshot | Refused:
    """Hand a complete draft to the officers and return it, or the refusal of the rules with its findings.

    The rules are asked for the legal day of `now`. A refusal is stored and leaves the draft as it is. The company is
    screened from now on, unless it has passed; it must have before the raise opens.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises Invalid: entries are missing; each is named. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_draft_for(actor, organisation_id=before.organisation_id), actor=actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.SUBMIT)
        if missing := missing_terms(before.terms, today=legal_day(now)):
            raise Invalid(missing)
        ruling = ask_rules(before=before, refused_verb="round.submission_refused", is_opening=False)
        if ruling.refuses:
            return work.refused(ruling.as_refusal())
        row.submit(state=after, determination_id=ruling.id, now=now)
        record(
            verb="round.submitted",
            subject=Subject(kind="round", id=row.id),
            before={"state": before.state},
            after={"state": after, "determination": str(ruling.id)},
            organisation=before.organisation_id,
            notify=users_with_role(Role.OFFICER),
        )
        see_to_screening_of_company(before.organisation_id)
        return row.snapshot()
