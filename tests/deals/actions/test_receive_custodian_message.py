"""What the custodian says, whatever the order and however often, moves money once and never from nowhere."""

import pytest

from crowdfund.kernel.errors import NotAuthorised
from crowdfund.kernel.money import Currency
from deals.actions.order_refund import order_refund
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.accounts import UNASSIGNED, claim_account, custody_account, issuer_account, suspense_account
from deals.core.custody import Direction, Message, MessageKind, Treatment
from deals.core.money_moves import PaymentPurpose
from deals.core.states import OfferState, PaymentState, RoundState, SubscriptionState
from deals.models import CustodianMessage, LeadOffer, Payment, Round, Subscription
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import (
    TREASURER,
    Due,
    accepted,
    deposit_due_from,
    due_from,
    held,
    led_round,
    ledger_is_sound,
    said,
    settled,
)
from tests.factories.deals import NOW, make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CNY = Currency.CNY


def _receive(message: Message) -> Treatment:
    return receive_custodian_message(actor=TREASURER, now=NOW, message=message)


@pytest.fixture
def due(founder: Persona, follower: Persona) -> Due:
    """A follower owes a million."""
    return due_from(follower, led_round(founder))


def _state_of(due: Due) -> tuple[str, str]:
    subscription = Subscription.objects.get(id=due.subscription.id)
    return Payment.objects.get(id=due.payment.id).state, subscription.state


def test_a_payment_settles_and_completes_its_subscription(due: Due, follower: Persona):
    with recorded() as events:
        assert _receive(settled(due.payment)) is Treatment.SETTLE
    assert _state_of(due) == (PaymentState.SETTLED, SubscriptionState.PAID)
    assert Subscription.objects.get(id=due.subscription.id).paid == due.subscription.amount
    assert held(custody_account(due.round.id, CNY)) == 100_000_000
    assert held(claim_account(due.subscription.id, CNY)) == -100_000_000
    assert verbs(events) == ["payment.settled", "subscription.paid"]
    assert told(events[-1]) == {follower.id}
    assert ledger_is_sound()


def test_the_same_message_twice_changes_nothing_twice(due: Due):
    message = settled(due.payment)
    assert _receive(message) is Treatment.SETTLE
    with nothing_changes(Payment, Subscription, CustodianMessage):
        assert _receive(message) is Treatment.NOTHING
    assert held(custody_account(due.round.id, CNY)) == 100_000_000


def test_the_same_news_under_another_id_changes_nothing_either(due: Due):
    _receive(settled(due.payment))
    with nothing_changes(Payment, Subscription):
        assert _receive(settled(due.payment)) is Treatment.NOTHING
    assert held(custody_account(due.round.id, CNY)) == 100_000_000


def test_messages_may_overtake_each_other(due: Due):
    assert _receive(settled(due.payment)) is Treatment.SETTLE
    with nothing_changes(Payment, Subscription):
        assert _receive(accepted(due.payment)) is Treatment.NOTHING
    assert _state_of(due) == (PaymentState.SETTLED, SubscriptionState.PAID)


def test_a_custodian_that_knows_the_order_need_not_be_told_again(due: Due):
    assert _receive(accepted(due.payment)) is Treatment.NOTE
    assert _state_of(due) == (PaymentState.INSTRUCTED, SubscriptionState.RESERVED)


@pytest.mark.parametrize(
    ("amount", "currency"), [("999999.99", CNY), ("1000000.01", CNY), ("1000000.00", Currency.USD)]
)
def test_a_wrong_sum_goes_back_whole_and_another_order_takes_its_place(
    due: Due, follower: Persona, operator: Persona, amount: str, currency: Currency
):
    with recorded() as events:
        assert _receive(settled(due.payment, amount=amount, currency=currency)) is Treatment.SEND_BACK
    assert _state_of(due) == (PaymentState.CANCELLED, SubscriptionState.RESERVED)
    assert verbs(events) == ["payment.cancelled", "payment.sent_back"]
    assert told(events[-1]) == {follower.id, operator.id}
    back = Payment.objects.get(purpose=PaymentPurpose.RETURN)
    assert (back.amount.as_text(), back.amount.currency) == (amount, currency)
    assert held(suspense_account(due.round.id, currency)) == -back.amount.minor
    again = Payment.objects.get(purpose=PaymentPurpose.SUBSCRIPTION, state=PaymentState.DUE)
    assert again.amount == due.payment.amount
    assert _receive(settled(back)) is Treatment.SETTLE
    assert held(suspense_account(due.round.id, currency)) == held(custody_account(due.round.id, currency)) == 0
    assert _receive(settled(again)) is Treatment.SETTLE
    assert Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.PAID
    assert ledger_is_sound()


def test_a_wrong_sum_told_again_goes_back_once(due: Due):
    _receive(settled(due.payment, amount="5.00"))
    with nothing_changes(Payment, Subscription):
        assert _receive(settled(due.payment, amount="5.00")) is Treatment.NOTHING
    assert Payment.objects.filter(purpose=PaymentPurpose.RETURN).count() == 1


def test_money_for_a_cancelled_subscription_goes_back(due: Due):
    order_refund(actor=TREASURER, now=NOW, subscription_id=due.subscription.id)
    assert _receive(settled(due.payment)) is Treatment.SEND_BACK
    assert _state_of(due) == (PaymentState.CANCELLED, SubscriptionState.CANCELLED)
    assert held(suspense_account(due.round.id, CNY)) == -100_000_000
    assert not Payment.objects.filter(purpose=PaymentPurpose.SUBSCRIPTION, state=PaymentState.DUE).exists()
    assert _receive(settled(Payment.objects.get(purpose=PaymentPurpose.RETURN))) is Treatment.SETTLE
    assert held(suspense_account(due.round.id, CNY)) == 0
    assert ledger_is_sound()


def test_money_that_comes_before_there_is_a_lead_goes_back(founder: Persona, follower: Persona):
    due = due_from(follower, make_round(founder, state=RoundState.OPEN))
    assert _receive(settled(due.payment)) is Treatment.SEND_BACK


def test_money_for_an_order_that_nobody_knows_waits_for_an_operator(due: Due, operator: Persona):
    message = said(MessageKind.SETTLED, due.round.id, direction=Direction.IN, amount=yuan("7.00"))
    with recorded() as events:
        assert _receive(message) is Treatment.SUSPEND
    assert verbs(events) == ["custody.suspended"]
    assert told(events[0]) == {operator.id}
    assert held(suspense_account(UNASSIGNED, CNY)) == -700
    again = said(MessageKind.SETTLED, due.round.id, direction=Direction.IN, amount=yuan("7.00"))
    assert _receive(again) is Treatment.NOTHING
    assert held(suspense_account(UNASSIGNED, CNY)) == -700
    assert ledger_is_sound()


@pytest.mark.parametrize("known", [True, False])
def test_what_contradicts_the_books_is_not_booked_and_operators_decide(due: Due, operator: Persona, known: bool):
    order_id = due.payment.id if known else due.round.id
    message = said(MessageKind.SETTLED, order_id, direction=Direction.OUT, amount=due.payment.amount)
    with recorded() as events:
        assert _receive(message) is Treatment.CONTRADICT
    assert verbs(events) == ["custody.contradicted"]
    assert told(events[0]) == {operator.id}
    assert held(custody_account(due.round.id, CNY)) == 0


def test_another_sum_for_what_has_settled_is_a_contradiction(due: Due):
    _receive(settled(due.payment))
    assert _receive(settled(due.payment, amount="3.00")) is Treatment.CONTRADICT
    assert held(custody_account(due.round.id, CNY)) == 100_000_000


def test_the_deposit_confirms_the_lead_and_the_rest_is_due(founder: Persona, lead: Persona):
    due = deposit_due_from(lead, make_round(founder, state=RoundState.OPEN))
    assert _receive(settled(due.payment)) is Treatment.SETTLE
    assert Round.objects.get(id=due.round.id).state == RoundState.LED
    assert LeadOffer.objects.get(round=due.round).state == OfferState.CONFIRMED
    assert Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.RESERVED
    rest = Payment.objects.get(purpose=PaymentPurpose.SUBSCRIPTION)
    assert rest.amount == yuan("3600000.00")
    assert _receive(settled(rest)) is Treatment.SETTLE
    after = Subscription.objects.get(id=due.subscription.id)
    assert (after.state, after.paid) == (SubscriptionState.PAID, yuan("4000000.00"))


def test_a_deposit_for_an_offer_that_lapsed_goes_back(founder: Persona, lead: Persona):
    due = deposit_due_from(lead, make_round(founder, state=RoundState.OPEN))
    LeadOffer.objects.get(round=due.round).end(state=OfferState.LAPSED)
    assert _receive(settled(due.payment)) is Treatment.SEND_BACK
    assert Round.objects.get(id=due.round.id).state == RoundState.OPEN


def test_a_payout_leaves_the_issuers_account(due: Due, founder: Persona):
    payout = Payment.order(
        round_id=due.round.id, subscription_id=None, purpose=PaymentPurpose.PAYOUT, amount=yuan("9.00"), now=NOW
    )
    with recorded() as events:
        assert _receive(settled(payout)) is Treatment.SETTLE
    assert held(issuer_account(due.round.id, CNY)) == 900
    assert held(custody_account(due.round.id, CNY)) == -900
    assert told(events[0]) == {founder.id}


def test_only_the_platform_receives(due: Due, operator: Persona):
    with nothing_changes(Payment, CustodianMessage), pytest.raises(NotAuthorised):
        receive_custodian_message(actor=operator.actor, now=NOW, message=settled(due.payment))
