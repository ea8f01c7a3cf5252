"""A subscription is let go of: what was paid goes back, what was not is called off."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotFound
from deals.actions.order_refund import order_refund
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.accounts import claim_account, custody_account
from deals.core.custody import Treatment
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState, SubscriptionState
from deals.models import Payment, Subscription
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import TREASURER, due_from, held, led_round, ledger_is_sound, settled
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CNY = yuan("1.00").currency


def test_without_a_payment_it_is_cancelled(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    with recorded() as events:
        state = order_refund(actor=TREASURER, now=NOW, subscription_id=due.subscription.id)
    assert state is SubscriptionState.CANCELLED
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.CANCELLED
    assert Payment.objects.count() == 1
    assert verbs(events) == ["payment.cancelled", "subscription.cancelled"]
    assert told(events[-1]) == {follower.id}


def test_what_was_paid_goes_back_to_the_last_fen(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(due.payment))
    state = order_refund(actor=TREASURER, now=NOW, subscription_id=due.subscription.id)
    assert state is SubscriptionState.REFUNDING
    refund = Payment.objects.get(purpose=PaymentPurpose.REFUND)
    assert refund.amount == due.payment.amount
    with recorded() as events:
        done = receive_custodian_message(actor=TREASURER, now=NOW, message=settled(refund))
    assert done is Treatment.SETTLE
    after = Subscription.objects.get(id=due.subscription.id)
    assert (after.state, after.paid) == (SubscriptionState.REFUNDED, yuan("0.00"))
    assert verbs(events) == ["payment.settled", "subscription.refunded"]
    assert told(events[-1]) == {follower.id}
    assert held(claim_account(due.subscription.id, CNY)) == held(custody_account(due.round.id, CNY)) == 0
    assert ledger_is_sound()


def test_it_can_be_let_go_of_once(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(due.payment))
    order_refund(actor=TREASURER, now=NOW, subscription_id=due.subscription.id)
    with nothing_changes(Payment, Subscription), pytest.raises(IllegalMove):
        order_refund(actor=TREASURER, now=NOW, subscription_id=due.subscription.id)


def test_there_must_be_one(founder: Persona):
    with pytest.raises(NotFound):
        order_refund(actor=TREASURER, now=NOW, subscription_id=led_round(founder).id)
