"""exits / actions: an officer records a listing; the vehicle's shares are locked as the rulebook says."""

from datetime import date, datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.outcome import Outcome as Verdict
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import acting_user, require, require_step_up
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid
from deals.locks import lock_round
from deals.queries import vehicle_of_round
from exits.core.listing import ListingTerms, wrong_listing
from exits.core.policy import may_record_listing
from exits.facts import lock_up_facts
from exits.models import ListingEvent, Lot
from exits.queries import holders_of, is_listed


class ListedAlready(Conflict):
    """A listing of this company was recorded before."""


def record_listing(*, actor: Actor, now: datetime, round_id: UUID, terms: ListingTerms) -> UUID | Refused:
    """Record a listing and return the lot that it locks, or the refusal of a book that knows no lock-up for it.

    The rules are asked for the legal day of `now`; a lot that is free by then is unlocked by the next sweep. Members of
    the company and holders are told.

    :raises NotFound: the raise may not be seen, or has not closed.
    :raises NotAuthorised, StepUpRequired: see their names; nobody records about a company of their own.
    :raises ListedAlready: see its name.
    :raises Invalid: what is stated can't be. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        organisation_id, today = row.project.organisation_id, legal_day(now)
        require(may_record_listing(actor, organisation_id=organisation_id), actor=actor)
        require_step_up(actor)
        vehicle = vehicle_of_round(actor, row.id)
        if is_listed(vehicle.id):
            raise ListedAlready
        acquired_on = legal_day(vehicle.formed_at)
        if wrong := wrong_listing(terms, acquired_on=acquired_on, today=today):
            raise Invalid(wrong)
        ruling = determine(
            facts=lock_up_facts(terms, sale_on=today),
            subject=Subject(kind="vehicle", id=vehicle.id),
            as_of=today,
            organisation_id=organisation_id,
        )
        if ruling.verdict not in {Verdict.DENY, Verdict.PERMIT}:
            _record_refusal(ruling, vehicle_id=vehicle.id, organisation_id=organisation_id)
            return work.refused(ruling.as_refusal())
        listing = ListingEvent.keep(vehicle_id=vehicle.id, terms=terms, recorded_by=acting_user(actor), now=now)
        lot = Lot.lock(
            listing=listing,
            terms=terms,
            acquired_on=acquired_on,
            first_free_on=date.fromisoformat(ruling.findings[0].limit),
            determination_id=ruling.id,
            now=now,
        )
        record(
            verb="lot.locked",
            subject=Subject(kind="lot", id=lot.id),
            after={"determination": str(ruling.id), "first_free_on": lot.first_free_on.isoformat()},
            organisation=organisation_id,
            notify=[*members_of(organisation_id), *holders_of(vehicle, as_of=now)],
        )
        return lot.id


def _record_refusal(ruling: Ruling, *, vehicle_id: UUID, organisation_id: UUID) -> None:
    record(
        verb="listing.refused",
        subject=Subject(kind="vehicle", id=vehicle_id),
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
        organisation=organisation_id,
    )
