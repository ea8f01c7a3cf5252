"""deals / actions: keep whose account a lead's money came from. Part of settling a payment."""

from crowdfund.db.work import current_work
from deals.actions.judge_lead_money import follow_ruling, judge_lead_money
from deals.core.custody import Payer
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.locks import lock_offer
from deals.models import LeadPayer, Payment, Round, Subscription
from deals.queries.lead_money import standing_offer_of


def note_payer(payment: Payment, *, subscription: Subscription, payer: Payer | None) -> None:
    """Store who paid a settled payment of a lead; of followers it is not asked, so nothing is kept."""
    if subscription.kind == SubscriptionKind.LEAD:
        LeadPayer.note(payment_id=payment.id, payer=payer, now=current_work().now)


def judge_the_rest(payment: Payment, *, subscription: Subscription, row: Round) -> None:
    """Look through the money of a confirmed lead again, once the rest of it has come."""
    if subscription.kind != SubscriptionKind.LEAD or payment.purpose != PaymentPurpose.SUBSCRIPTION:
        return
    offer_id = standing_offer_of(subscription)
    if offer_id is not None:
        offer = lock_offer(offer_id)
        follow_ruling(offer, row=row, ruling=judge_lead_money(offer, row=row))
