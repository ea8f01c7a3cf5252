"""exits / actions: when a window is over, fix who sells how much and ask the buyer for the money."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.facts import PartyRole
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.queries import is_certified
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove
from crowdfund.kernel.money import Money
from deals.actions.ask_screening import ask_screening_for_company
from deals.actions.order_movement import order_movement
from deals.core.money_moves import PaymentPurpose
from exits.actions.count_buyer import count_buyer
from exits.actions.exchange_units import require_units
from exits.core.next_round import settle
from exits.core.policy import may_allocate_window
from exits.core.states import WINDOW_MACHINE, WindowEvent, WindowState
from exits.core.window import WindowSnapshot, pay_by
from exits.facts import purchase_facts
from exits.locks import lock_elections, lock_raise_and_window
from exits.models import ExitElection, ExitWindow
from exits.queries import unit_holders


class WindowNotOver(Conflict):
    """The last day of the window is not over; holders may still change their minds."""

    code: ClassVar[str] = "exit_window_not_over"


def allocate_exit_window(*, actor: Actor, now: datetime, window_id: UUID) -> WindowSnapshot | Refused:
    """Allocate a window that is over (配售) and return it, or the refusal: above the capacity everybody is cut back.

    No unit moves yet: the buyer is asked for the money of all sellers in one payment, to be made within ten days. Where
    nobody sells, the window is settled at once. After the cut-back the rules are asked again about the buyer: what they
    would have in the vehicle is nothing, or at least the ticket of the regime, and with them it has no more partners
    than the law allows; otherwise nobody sells. Everybody who could elect is told, and the buyer. While the buyer's
    screening does not count, no money is asked for: the company learns that the platform is not through, officers why.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises WindowNotOver, UnitsGone: see their names. Locks raise, window, elections and the sellers' units.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_raise_and_window(window_id, seen_by=actor)
        before = row.snapshot()
        require(may_allocate_window(actor, organisation_id=before.organisation_id), actor=actor)
        WINDOW_MACHINE.move(before.state, WindowEvent.ALLOCATE)
        if not before.terms.is_over(legal_day(now)):
            raise WindowNotOver
        elections = lock_elections(row.id)
        if any(each.portion for each in elections) and (refused := _ask_about_buyer(before)) is not None:
            return work.refused(refused.as_refusal())
        total = _fill(row, elections, capacity_units=row.capacity_units or 0)
        stopped = _stopped(row, elections, total=total) if total else None
        if stopped is not None:
            total = _fill(row, elections, capacity_units=0)
        require_units(row, elections)
        after = _ask_for_money(row, total=total) if total else _end_without_sale(row)
        record(
            verb="exit_window.allocated" if total else "exit_window.settled",
            subject=Subject(kind="exit_window", id=row.id),
            before={"state": before.state},
            after={
                "state": after,
                "units": str(sum(each.units_filled or 0 for each in elections)),
                "proceeds": total.as_text(),
                **({"determination": str(stopped.id), "verdict": stopped.verdict} if stopped is not None else {}),
            },
            organisation=before.organisation_id,
            notify=everybody_in(before, elections),
        )
        return row.snapshot()


def allocate_windows(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Allocate each of the windows that is over on the legal day `day`; return how many; the sweep "exit-windows".

    One transaction for each window, because a refusal commits only from the outermost one; a window that was refused
    stays open and is asked about again. Two runs share the work, since the verb looks again under its locks.

    :raises NotAuthorised: for anybody but the platform itself.
    """
    return sum(_allocate_if_due(actor=actor, now=now, day=day, window_id=key) for key in sorted(keys))


def _allocate_if_due(*, actor: Actor, now: datetime, day: date, window_id: UUID) -> bool:
    with unit_of_work(actor=actor, now=now):
        before = lock_raise_and_window(window_id, seen_by=actor).snapshot()
    if before.state is not WindowState.OPEN or not before.terms.is_over(day):
        return False
    try:
        return not isinstance(allocate_exit_window(actor=actor, now=now, window_id=window_id), Refused)
    except IllegalMove:
        return False


def _ask_about_buyer(window: WindowSnapshot) -> Ruling | None:
    """Return the ruling that stops a window whose buyer has no screening that counts, with its event."""
    if window.buyer_id is None:
        return None
    subject = Subject(kind="exit_window", id=window.id)
    ruling = ask_screening_for_company(
        PartyRole.BUYER, [window.buyer_id], subject=subject, organisation_id=window.organisation_id
    )
    if ruling is not None:
        record(
            verb="exit_window.allocation_refused",
            subject=subject,
            before={"state": window.state},
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            outcome=Outcome.REFUSED,
            organisation=window.organisation_id,
            notify=[*members_of(window.organisation_id), *users_with_role(Role.OFFICER)],
        )
    return ruling


def everybody_in(window: WindowSnapshot, elections: Sequence[ExitElection]) -> list[UUID]:
    """Return who is told what becomes of a window: the company, its holders and the buyer. One query."""
    buyer = [window.buyer_id] if window.buyer_id else []
    return [*members_of(window.organisation_id), *(each.holder_id for each in elections), *buyer]


def _stopped(row: ExitWindow, elections: Sequence[ExitElection], *, total: Money) -> Ruling | None:
    """Ask the rules about what the buyer would have in the vehicle, then how many would hold it; return what stops it.

    Each unit that the buyer holds already stands for one fen that was subscribed.
    """
    if row.buyer_id is None:
        raise ValueError("an open window has a buyer")
    now = current_work().now
    held = sum(each.units for each in unit_holders(row.vehicle, as_of=now) if each.holder_id == row.buyer_id)
    has_now = Money(total.minor + held, total.currency)
    ruling = determine(
        facts=purchase_facts(total=has_now, is_certified=is_certified(row.buyer_id, on=legal_day(now))),
        subject=Subject(kind="exit_window", id=row.id),
        as_of=legal_day(now),
        organisation_id=row.snapshot().organisation_id,
    )
    if not ruling.refuses:
        ruling = count_buyer(row, elections)
    return ruling if ruling.refuses else None


def _fill(row: ExitWindow, elections: Sequence[ExitElection], *, capacity_units: int) -> Money:
    """Store what each holder sells and return the money for all of it."""
    nothing = Money.zero(row.pre_money.currency)
    fills = settle(
        [each.claim() for each in elections],
        capacity_units=capacity_units,
        price=row.unit_price,
        nothing=nothing,
    )
    for election, fill in zip(elections, fills, strict=True):
        election.fill(fill)
    return sum((fill.proceeds for fill in fills), start=nothing)


def _ask_for_money(row: ExitWindow, *, total: Money) -> WindowState:
    now = current_work().now
    after, last_day = WINDOW_MACHINE.move(WindowState(row.state), WindowEvent.ALLOCATE), pay_by(legal_day(now))
    if row.buyer_id is None:
        raise ValueError("an open window has a buyer")
    row.allocate(state=after, pay_by=last_day, now=now)
    order_movement(
        round_id=row.vehicle.round_id,
        purpose=PaymentPurpose.PURCHASE,
        subject=Subject(kind="exit_window", id=row.id),
        party_id=row.buyer_id,
        amount=total,
        pay_by=last_day,
    )
    return after


def _end_without_sale(row: ExitWindow) -> WindowState:
    after = WINDOW_MACHINE.move(WindowState(row.state), WindowEvent.CLOSE)
    row.settle(state=after, now=current_work().now)
    return after
