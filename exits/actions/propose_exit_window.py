"""exits / actions: a member records the next round of their company and asks its investor to take units of holders."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, FieldError, Invalid
from crowdfund.kernel.money import Money
from deals.actions.ask_filing import ask_filing_again
from deals.locks import lock_round
from deals.queries import vehicle_of_round
from exits.core.next_round import unit_price
from exits.core.policy import may_propose_window
from exits.core.window import WindowTerms, wrong_terms
from exits.models import ExitWindow
from exits.queries import eligible_buyer, has_live_window


class WindowLiveAlready(Conflict):
    """Units of the vehicle are spoken for by another window that has not ended."""

    code: ClassVar[str] = "exit_window_live_already"


def propose_exit_window(
    *, actor: Actor, now: datetime, round_id: UUID, terms: WindowTerms, buyer_email: str
) -> UUID | Refused:
    """Propose a window for the next-round exit (下轮退出) from the vehicle of a closed raise and return its id.

    A vehicle that was not filed with the association in time is refused, with the findings: its units go to nobody new
    until it is (私募投资基金监督管理条例, articles 18 and 22).

    The investor of the next round is a user and is told; nothing opens before they consent. The next round's pre-money
    must not be below the valuation at completion, which is the company's own statement; the platform knows only that it
    includes the money of the raise.

    :param buyer_email: the address with which the investor signs in.
    :raises NotFound: the raise may not be seen, or has not closed.
    :raises NotAuthorised: unless a checked member of the company asks in person.
    :raises WindowLiveAlready: see its name.
    :raises Invalid: the terms can't be, or no certified investor from outside the company has the address; each is
        named. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round(round_id, seen_by=actor)
        organisation_id, today = row.project.organisation_id, legal_day(now)
        require(may_propose_window(actor, organisation_id=organisation_id), actor=actor)
        vehicle = vehicle_of_round(actor, row.id)
        if has_live_window(vehicle.id):
            raise WindowLiveAlready
        raised = Money(vehicle.units, terms.pre_money.currency)
        buyer_id = _require_sound(
            terms, buyer_email, raised=raised, units=vehicle.units, organisation_id=organisation_id, today=today
        )
        filing = ask_filing_again(row.snapshot(), vehicle_id=vehicle.id, raised_on=vehicle.raised_on)
        if filing.refuses:
            return work.refused(_refused(filing, round_id=row.id, organisation_id=organisation_id))
        price = unit_price(pre_money=terms.pre_money, completion_post_money=terms.completion_post_money)
        window = ExitWindow.propose(vehicle_id=vehicle.id, buyer_id=buyer_id, terms=terms, unit_price=price, now=now)
        record(
            verb="exit_window.proposed",
            subject=Subject(kind="exit_window", id=window.id),
            after={
                "state": window.state,
                "round": str(row.id),
                "vehicle": str(vehicle.id),
                "buyer": str(buyer_id),
                "proposed_units": str(terms.proposed_units),
                "unit_price": str(price),
            },
            organisation=organisation_id,
            notify=[*members_of(organisation_id), buyer_id],
        )
        return window.id


def _refused(filing: Ruling, *, round_id: UUID, organisation_id: UUID) -> Refused:
    record(
        verb="exit_window.proposal_refused",
        subject=Subject(kind="round", id=round_id),
        after={"determination": str(filing.id), "verdict": filing.verdict},
        outcome=Outcome.REFUSED,
        organisation=organisation_id,
    )
    return filing.as_refusal()


def _require_sound(
    terms: WindowTerms, buyer_email: str, *, raised: Money, units: int, organisation_id: UUID, today: date
) -> UUID:
    """Return who is to buy; what is wrong is named all at once."""
    wrong = wrong_terms(terms, raised=raised, units=units, today=today)
    buyer_id = eligible_buyer(buyer_email, organisation_id=organisation_id, day=today)
    if buyer_id is None:
        raise Invalid((FieldError("/buyer_email", "no_such_investor"), *wrong))
    if wrong:
        raise Invalid(wrong)
    return buyer_id
