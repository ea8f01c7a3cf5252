"""deals / actions: a raise that has reached its minimum closes: money to the issuer, units to the holders."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from compliance.core.verdict import Refused
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import Line
from deals.actions.ask_to_close import ask_to_close
from deals.actions.form_vehicle import form_vehicle
from deals.actions.lapse_offers import lapse_offers
from deals.actions.order_refund import order_refund
from deals.actions.take_room import give_room_back, hold_room
from deals.core.accounts import claim_account, issuer_account
from deals.core.captable import allot
from deals.core.closing import Standing, standing_of
from deals.core.money_moves import PaymentPurpose
from deals.core.policy import may_close
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, SUBSCRIPTION_MACHINE, RoundEvent, SubscriptionEvent, SubscriptionState
from deals.locks import lock_round_to_end, lock_subscriptions_of_round
from deals.models import Payment, Subscription


class MinimumNotReached(Conflict):
    """The lead has not paid in full, or all together have paid less than the minimum of the raise."""

    code: ClassVar[str] = "minimum_not_reached"


def close_round(*, actor: Actor, now: datetime, round_id: UUID) -> RoundSnapshot | Refused:
    """Close a raise over what is paid in full (交割) and return it, or the refusal of the rules with its findings.

    Who has not paid in full gets their room and money back. The others hold one unit of a new limited partnership for
    each fen; their money is owed to the issuer and its payout is ordered. Everybody is told. The lead ratio is
    judged over the target and over the allocated amount, for the legal day of `now`.

    :raises NotFound, NotAuthorised, IllegalMove: see their names.
    :raises MinimumNotReached: see its name. Locks the raise, then its subscriptions in ascending order.
    """
    with unit_of_work(actor=actor, now=now) as work:
        row = lock_round_to_end(round_id, by=actor)
        before = row.snapshot()
        is_over = before.terms.is_over(legal_day(now))
        require(may_close(actor, organisation_id=before.organisation_id, is_over=is_over), actor=actor)
        after = ROUND_MACHINE.move(before.state, RoundEvent.CLOSE)
        hold_room(round_id=row.id)  # followers come in under this lock, not under that of the raise
        subscriptions = lock_subscriptions_of_round(row.id)
        standing = standing_of(each.taken() for each in subscriptions)
        if not standing.has_reached(before.terms):
            raise MinimumNotReached
        ruling = ask_to_close(row=row, standing=standing, subscriptions=subscriptions)
        if ruling.refuses:
            return work.refused(ruling.as_refusal())
        row.close(state=after, determination_id=ruling.id, now=now)
        _let_go_of_unpaid(actor=actor, now=now, round_id=row.id, standing=standing)
        lapse_offers(round_id=row.id, organisation_id=before.organisation_id)
        vehicle = form_vehicle(row=row, holdings=allot(standing.paid))
        _allocate([each for each in subscriptions if each.state == SubscriptionState.PAID], before=before)
        _owe_to_issuer(standing, round_id=row.id)
        record(
            verb="round.closed",
            subject=Subject(kind="round", id=row.id),
            before={"state": before.state},
            after={"state": after, "determination": str(ruling.id), "vehicle": str(vehicle.id)},
            organisation=before.organisation_id,
            notify=members_of(before.organisation_id),
        )
        return row.snapshot()


def _let_go_of_unpaid(*, actor: Actor, now: datetime, round_id: UUID, standing: Standing) -> None:
    for each in standing.unpaid:
        order_refund(actor=actor, now=now, subscription_id=each.id)
    for each in standing.unpaid:
        give_room_back(round_id=round_id, amount=each.amount)


def _allocate(subscriptions: list[Subscription], *, before: RoundSnapshot) -> None:
    for each in subscriptions:
        state = SUBSCRIPTION_MACHINE.move(SubscriptionState(each.state), SubscriptionEvent.ALLOCATE)
        record(
            verb="subscription.allocated",
            subject=Subject(kind="subscription", id=each.id),
            before={"state": each.state},
            after={"state": state},
            organisation=before.organisation_id,
            notify=[each.investor_id],
        )
        each.move(state=state)


def _owe_to_issuer(standing: Standing, *, round_id: UUID) -> None:
    total, now = standing.total, current_work().now
    claims = [
        Line(open_account(claim_account(each.subscription_id, each.amount.currency)), Quantity.of_money(each.amount))
        for each in standing.paid
    ]
    issuer = Line(open_account(issuer_account(round_id, total.currency)), Quantity.of_money(-total))
    post(key=f"close:{round_id}", lines=[*claims, issuer], memo="Claims turned into the payout", effective_at=now)
    Payment.order(round_id=round_id, subscription_id=None, purpose=PaymentPurpose.PAYOUT, amount=total, now=now)
