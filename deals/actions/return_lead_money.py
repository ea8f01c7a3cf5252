"""deals / actions: an officer sets the rest of a lead's money aside that may not stay; operators then send it back."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import Line
from deals.actions.judge_lead_money import judge_lead_money
from deals.core.accounts import UNASSIGNED, claim_account, suspense_account
from deals.core.custody import Direction, sides
from deals.core.lead import pay_by
from deals.core.lead_money import wrong_opinion
from deals.core.policy import may_judge_lead_money
from deals.core.states import SUBSCRIPTION_MACHINE, SubscriptionEvent, SubscriptionState
from deals.locks import lock_offer, lock_payment, lock_round_of_offer, lock_subscription
from deals.models import LeadOffer, Payment, Round, StrayMoney, Subscription
from deals.queries import lead_subscription, parties_to_round
from deals.queries.lead_money import money_offer_seen_by, rest_to_return


class NothingToReturn(Conflict):
    """No rest of a confirmed lead is in custody, or the rules let it stay."""

    code: ClassVar[str] = "nothing_to_return"


def return_lead_money(*, actor: Actor, now: datetime, offer_id: UUID, opinion: str) -> UUID:
    """Set aside the rest that a confirmed lead has paid with money that may not stay, and return the payment's id.

    The money leaves the lead's claim for suspense, where it waits like money that nobody knows: one operator proposes
    to send it back to its sender, another one confirms, and the custodian is told (`return_suspense`). The lead owes
    the rest again, within the days to pay, and cools off and is called back anew once it is paid. What the rules say
    of the money is asked again without it. Lead, operators and company are told; `opinion` is for the first two.

    :raises NotFound, NotAuthorised, StepUpRequired: unless an officer who is no party to the raise decides.
    :raises Invalid: the opinion is empty or too long. :raises NothingToReturn: see its name. Locks the raise, the
        offer, the subscription and the payment.
    """
    with unit_of_work(actor=actor, now=now):
        money_offer_seen_by(actor, offer_id)
        row = lock_round_of_offer(offer_id)
        offer, parties = lock_offer(offer_id), parties_to_round(row.id)
        require(may_judge_lead_money(actor, organisation_id=row.project.organisation_id, parties=parties), actor=actor)
        require_step_up(actor)
        if wrong := wrong_opinion(opinion):
            raise Invalid(wrong)
        payment_id = rest_to_return(offer, row=row)
        if payment_id is None:
            raise NothingToReturn
        subscription, payment = lock_subscription(lead_subscription(row.id).id), lock_payment(payment_id)
        _set_aside(payment, subscription=subscription)
        _owe_again(payment, subscription=subscription, row=row)
        _tell(offer, payment=payment, row=row, opinion=opinion.strip())
        return payment.id


def _set_aside(payment: Payment, *, subscription: Subscription) -> None:
    """Book the money from the lead's claim into suspense, and keep it there under the order that it came on."""
    amount, now = payment.amount, current_work().now
    claim = claim_account(subscription.id, amount.currency)
    suspense = suspense_account(UNASSIGNED, amount.currency)
    moved = {
        **sides(Direction.OUT, round_id=payment.round_id, against=claim, amount=amount),
        **sides(Direction.IN, round_id=UNASSIGNED, against=suspense, amount=amount),
    }
    lines = [Line(open_account(terms), Quantity.of_money(money)) for terms, money in moved.items()]
    post(key=f"set-aside:{payment.id}", lines=lines, memo="A lead's money set aside", effective_at=now)
    StrayMoney.keep(order_id=payment.id, amount=amount, now=now)


def _owe_again(payment: Payment, *, subscription: Subscription, row: Round) -> None:
    """Let the lead owe the rest again; the order that was used up has another one in its place."""
    now, before = current_work().now, SubscriptionState(subscription.state)
    after = SUBSCRIPTION_MACHINE.move(before, SubscriptionEvent.REOPEN)
    subscription.reopen(state=after, less=payment.amount, pay_by=pay_by(legal_day(now)))
    payment.order_again(now=now)
    organisation_id = row.project.organisation_id
    record(
        verb="subscription.reopened",
        subject=Subject(kind="subscription", id=subscription.id),
        before={"state": before},
        after={"state": after, "paid": subscription.paid.as_text(), "round": str(row.id)},
        organisation=organisation_id,
        notify=members_of(organisation_id),
    )


def _tell(offer: LeadOffer, *, payment: Payment, row: Round, opinion: str) -> None:
    """Ask the rules about the money that is left, and tell the lead and the operators what was set aside and why."""
    ruling = judge_lead_money(offer, row=row)
    record(
        verb="lead.money_set_aside",
        subject=Subject(kind="lead_offer", id=offer.id),
        after={
            "payment": str(payment.id),
            "amount": payment.amount.as_text(),
            "determination": str(ruling.id),
            "verdict": ruling.verdict,
        },
        reason=opinion,
        notify=[offer.investor_id, *users_with_role(Role.OPERATOR)],
    )
