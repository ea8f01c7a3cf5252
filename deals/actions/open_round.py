"""deals / actions: a member opens an approved raise to confirmed investors, if the rules of the day let it pass."""

from datetime import datetime
from typing import Final
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid
from deals.actions.ask_rules import ask_rules
from deals.actions.ask_screening import ask_screening_of_company
from deals.core.policy import may_open
from deals.core.round import RoundSnapshot, missing_terms
from deals.core.states import ROUND_MACHINE, RoundEvent
from deals.locks import lock_round
from deals.models import RoundCapacity

REFUSED: Final = "round.opening_refused"


def open_round(*, actor: Actor, now: datetime, round_id: UUID) -> RoundSnapshot | Refused:
    """Show an approved raise to confirmed investors and return it, or the refusal of the rules with its findings.

    The company must have passed the screening, and the rules are asked again, for the legal day of `now`: the law may
    have changed since the submission.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises Invalid: the last day of the raise is over. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        before = row.snapshot()
        require(may_open(actor, organisation_id=before.organisation_id), actor=actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.OPEN)
        if missing := missing_terms(before.terms, today=legal_day(now)):
            raise Invalid(missing)
        stopped = _ask_about_company(before)
        ruling = stopped or ask_rules(before=before, refused_verb=REFUSED, is_opening=True)
        if ruling.refuses:
            return work.refused(ruling.as_refusal())
        row.open(state=after, determination_id=ruling.id, now=now)
        RoundCapacity.open_for(round_id=row.id, ceiling=row.target, smallest=row.minimum_ticket)
        record(
            verb="round.opened",
            subject=Subject(kind="round", id=row.id),
            before={"state": before.state},
            after={"state": after, "determination": str(ruling.id)},
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.snapshot()


def _ask_about_company(before: RoundSnapshot) -> Ruling | None:
    """Return the ruling that stops a company which has not passed the screening, with its event."""
    subject = Subject(kind="round", id=before.id)
    ruling = ask_screening_of_company(before.organisation_id, subject=subject)
    if ruling is not None:
        record(
            verb=REFUSED,
            subject=subject,
            before={"state": before.state},
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            outcome=Outcome.REFUSED,
            organisation=before.organisation_id,
        )
    return ruling
