"""exits / actions: the investor of the next round says how many units they take, which opens the window to holders."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.queries import is_certified
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid
from deals.actions.ask_screening import ask_screening
from exits.actions.elect_exit import WindowOver
from exits.core.policy import may_answer_window
from exits.core.states import WINDOW_MACHINE, WindowEvent
from exits.core.window import wrong_capacity
from exits.locks import lock_window
from exits.models import ExitElection, ExitWindow
from exits.queries import unit_holders


class NotCertifiedAnyMore(Conflict):
    """The buyer's certification as qualified investor has run out since they were named."""

    code: ClassVar[str] = "not_certified"


def consent_to_exit_window(*, actor: Actor, now: datetime, window_id: UUID, capacity_units: int) -> UUID | Refused:
    """Consent to take up to so many units (同意受让) and return the window's id, or the refusal; it opens to holders.

    Everybody who holds units at this moment may elect over what they hold now, and is told; the buyer elects nothing.

    A buyer whose screening does not count today is refused; nobody but they and the offices read it.

    :param capacity_units: whole units, at most what the company proposed.
    :raises NotFound: the actor may not see the window.
    :raises NotAuthorised: unless the named investor answers, checked and in person.
    :raises IllegalMove: it was answered before, or has lapsed.
    :raises WindowOver, NotCertifiedAnyMore: see their names.
    :raises Invalid: the capacity can't be. Locks the window.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_window(window_id, seen_by=actor)
        before, today = row.snapshot(), legal_day(now)
        may = may_answer_window(actor, organisation_id=before.organisation_id, buyer_id=before.buyer_id)
        require(may, actor=actor)
        after = WINDOW_MACHINE.move(before.state, WindowEvent.CONSENT)
        if before.terms.is_over(today):
            raise WindowOver
        if not is_certified(acting_user(actor), on=today):
            raise NotCertifiedAnyMore
        if wrong := wrong_capacity(capacity_units, terms=before.terms):
            raise Invalid(wrong)
        subject = Subject(kind="exit_window", id=row.id)
        if (stopped := ask_screening(acting_user(actor), subject=subject)) is not None:
            return work.refused(_refusal(stopped, subject=subject))
        row.open(state=after, capacity_units=capacity_units, now=now)
        holders = _offer_to_holders(row)
        record(
            verb="exit_window.opened",
            subject=subject,
            before={"state": before.state},
            after={"state": after, "capacity_units": str(capacity_units), "unit_price": str(row.unit_price)},
            organisation=before.organisation_id,
            notify=[*members_of(before.organisation_id), *holders],
        )
        return row.id


def _refusal(ruling: Ruling, *, subject: Subject) -> Refused:
    record(
        verb="exit_window.consent_refused",
        subject=subject,
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
    )
    return ruling.as_refusal()


def _offer_to_holders(window: ExitWindow) -> list[UUID]:
    now = current_work().now
    holders = [each for each in unit_holders(window.vehicle, as_of=now) if each.holder_id != window.buyer_id]
    for each in holders:
        ExitElection.offer(window_id=window.id, holder_id=each.holder_id, units_held=each.units, now=now)
    return [each.holder_id for each in holders]
