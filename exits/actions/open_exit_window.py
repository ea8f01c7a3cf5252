"""exits / actions: a member records the next round of their company and opens the window to leave in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid
from crowdfund.kernel.money import Money
from deals.core.captable import UnitHolding
from deals.locks import lock_round
from deals.queries import holdings_of, vehicle_of_round
from exits.core.next_round import unit_price
from exits.core.policy import may_open_window
from exits.core.window import WindowTerms, wrong_terms
from exits.models import ExitElection, ExitWindow
from exits.queries import buyers_of, has_open_window


class WindowOpenAlready(Conflict):
    """Holders of the vehicle can elect in another window."""

    code: ClassVar[str] = "exit_window_open_already"


def open_exit_window(*, actor: Actor, now: datetime, round_id: UUID, terms: WindowTerms) -> UUID:
    """Open a window for the next-round exit (下轮退出) from the vehicle of a closed raise and return its id.

    Everybody who holds units at this moment may elect over what they hold now, and is told. Gates: the new
    investor consents, and the next round's pre-money is not below the valuation at completion. That
    valuation is the company's own statement; the platform knows only that it includes the money of the raise.

    :raises NotFound: the raise may not be seen, or has not closed.
    :raises NotAuthorised: unless a checked member of the company asks in person.
    :raises WindowOpenAlready: see its name.
    :raises Invalid: the terms can't be, or a gate is shut; each is named. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        row = lock_round(round_id, seen_by=actor)
        organisation_id = row.project.organisation_id
        require(may_open_window(actor, organisation_id=organisation_id), actor=actor)
        vehicle = vehicle_of_round(actor, row.id)
        if has_open_window(vehicle.id):
            raise WindowOpenAlready
        raised = Money(vehicle.units, terms.pre_money.currency)
        if wrong := wrong_terms(terms, raised=raised, units=vehicle.units, today=legal_day(now)):
            raise Invalid(wrong)
        price = unit_price(pre_money=terms.pre_money, completion_post_money=terms.completion_post_money)
        window = ExitWindow.open_for(vehicle_id=vehicle.id, terms=terms, unit_price=price, now=now)
        holders = _offer_to(holdings_of(vehicle, as_of=now), window=window, now=now)
        record(
            verb="exit_window.opened",
            subject=Subject(kind="exit_window", id=window.id),
            after={"round": str(row.id), "vehicle": str(vehicle.id), "unit_price": str(price)},
            organisation=organisation_id,
            notify=[*members_of(organisation_id), *holders],
        )
        return window.id


def _offer_to(holdings: Sequence[UnitHolding], *, window: ExitWindow, now: datetime) -> list[UUID]:
    """Let each holder elect and return them; buyers of earlier windows have no part in this one."""
    buyers = buyers_of(window.vehicle_id)
    holders = [each for each in holdings if each.units > 0 and each.holder_id not in buyers]
    for each in sorted(holders, key=lambda each: each.holder_id):
        ExitElection.offer(window_id=window.id, holder_id=each.holder_id, units_held=each.units, now=now)
    return [each.holder_id for each in holders]
