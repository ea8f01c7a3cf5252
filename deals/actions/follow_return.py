"""deals / actions: follow what the custodian says about the return of stray money. Part of receiving its message."""

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import Line
from deals.core.accounts import UNASSIGNED, suspense_account
from deals.core.custody import Direction, Treatment, sides
from deals.core.states import STRAY_MACHINE, StrayEvent, StrayState
from deals.models import StrayMoney


def follow_return(stray: StrayMoney, treatment: Treatment) -> None:
    """Note that the custodian knows the return, or take locked money that has gone back out of suspense.

    :raises OutsideWork: no unit of work is open. :raises IllegalMove: it has gone back already.
    """
    if treatment is Treatment.NOTE:
        note_return_instructed(stray)
    elif treatment is Treatment.SETTLE:
        _settle(stray)


def note_return_instructed(stray: StrayMoney) -> None:
    """Store that the custodian knows the order, in the current unit of work; it may have gone back meanwhile."""
    before = StrayState(stray.state)
    if not STRAY_MACHINE.may(before, StrayEvent.INSTRUCT):
        return
    after = STRAY_MACHINE.move(before, StrayEvent.INSTRUCT)
    stray.instruct(state=after)
    record(
        verb="suspense.return_instructed",
        subject=Subject(kind="stray_money", id=stray.id),
        before={"state": before},
        after={"state": after},
    )


def _settle(stray: StrayMoney) -> None:
    before, now = StrayState(stray.state), current_work().now
    after = STRAY_MACHINE.move(before, StrayEvent.SETTLE)
    against = suspense_account(UNASSIGNED, stray.amount.currency)
    moved = sides(Direction.OUT, round_id=UNASSIGNED, against=against, amount=stray.amount)
    lines = [Line(open_account(terms), Quantity.of_money(money)) for terms, money in moved.items()]
    post(key=f"stray-return:{stray.id}", lines=lines, memo="Stray money went back", effective_at=now)
    stray.settle(state=after, now=now)
    record(
        verb="suspense.returned",
        subject=Subject(kind="stray_money", id=stray.id),
        before={"state": before},
        after={"state": after, "amount": stray.amount.as_text(), "currency": stray.amount.currency},
        notify=users_with_role(Role.OPERATOR),
    )
