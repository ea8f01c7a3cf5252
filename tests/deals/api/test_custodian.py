"""The custodian's door: the signature opens it, and the real bank comes through it on good and on bad days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crowdfund.audit.models import Event
from crowdfund.kernel import signatures
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.money import Currency
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from crowdfund.web.outside import LARGEST_MESSAGE
from deals import custody
from deals.actions.instruct_custodian import instruct_custodian
from deals.actions.order_refund import order_refund
from deals.core.accounts import UNASSIGNED, claim_account, custody_account, suspense_account
from deals.core.custody import OVERDUE, Direction, MessageKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState, RoundState, SubscriptionState
from deals.models import CustodianMessage, Payment, Round, Subscription
from tests.custodian import SandboxBank, wait_for
from tests.events import nothing_changes
from tests.factories.custody import (
    TREASURER,
    Due,
    as_callback,
    deposit_due_from,
    due_from,
    held,
    led_round,
    ledger_is_sound,
    said,
    settled,
)
from tests.factories.deals import make_round, yuan
from tests.personas import Persona

DOOR = "/callbacks/custodian/"
CNY = Currency.CNY


@pytest.fixture
def due(founder: Persona, follower: Persona) -> Due:
    """A follower owes a million."""
    return due_from(follower, led_round(founder))


def _post(callback: dict[str, Any]) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(DOOR, callback["data"], content_type=callback["content_type"], headers=callback["headers"])


@pytest.mark.django_db
def test_a_signed_message_settles_and_a_repeat_is_taken_without_effect(due: Due, settings: Any):
    callback = as_callback(settled(due.payment), settings)
    assert reverse("custodian_callback") == DOOR
    assert _post(callback).status_code == 204
    with nothing_changes(Payment, Subscription, CustodianMessage):
        assert _post(callback).status_code == 204
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.SETTLED
    event = Event.objects.get(verb="payment.settled")
    assert event.actor_kind == "system"


def _without(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda callback: callback["headers"].pop(name)


def _with(name: str, value: str) -> Callable[[dict[str, Any]], None]:
    return lambda callback: callback["headers"].update({name: value})


def _tamper(callback: dict[str, Any]) -> None:
    callback["data"] = callback["data"].replace(b"1000000.00", b"9000000.00")


def _lengthen(callback: dict[str, Any]) -> None:
    callback["data"] += b" " * LARGEST_MESSAGE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil",
    [
        _without("webhook-id"),
        _without("webhook-timestamp"),
        _without("webhook-signature"),
        _with("webhook-id", "msg_another"),
        _with("webhook-timestamp", "yesterday"),
        _with("webhook-signature", "v1,AAAA"),
        _with("webhook-signature", "é"),
        _tamper,
        _lengthen,
    ],
    ids=["no id", "no time", "no signature", "other id", "no number", "wrong", "not ascii", "tampered", "too long"],
)
def test_without_its_signature_nobody_comes_in(due: Due, settings: Any, spoil: Any):
    callback = as_callback(settled(due.payment), settings)
    spoil(callback)
    with nothing_changes(Payment, Subscription, CustodianMessage):
        answer = _post(callback)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.django_db
@pytest.mark.usefixtures("held_clock")
@pytest.mark.parametrize(("age", "status"), [(301, 401), (-301, 401), (300, 204), (-300, 204)])
def test_a_message_is_good_for_five_minutes_of_real_time(due: Due, settings: Any, age: int, status: int):
    assert _post(as_callback(settled(due.payment), settings, age=age)).status_code == status


@pytest.mark.django_db
def test_a_new_secret_may_sign_beside_the_old_one(due: Due, settings: Any):
    callback = as_callback(settled(due.payment), settings)
    callback["headers"]["webhook-signature"] = "v1,b2xk " + callback["headers"]["webhook-signature"]
    assert _post(callback).status_code == 204


@pytest.mark.django_db
def test_another_secret_is_a_wrong_one(due: Due, settings: Any):
    assert _post(as_callback(settled(due.payment), settings, secret="whsec_AAAA")).status_code == 401


@pytest.mark.django_db
def test_what_is_signed_and_can_not_be_read_is_said_so(settings: Any):
    message = said(MessageKind.SETTLED, UNASSIGNED, direction=Direction.IN, amount=yuan("1.00"))
    for body in (b"no json", b"[]", b"{}"):
        callback = as_callback(message, settings)
        headers = callback["headers"]
        headers["webhook-signature"] = signatures.sign(
            secret=settings.CUSTODIAN_WEBHOOK_SECRET,
            message_id=headers["webhook-id"],
            timestamp=headers["webhook-timestamp"],
            body=body,
        )
        assert _post({**callback, "data": body}).status_code == 422


# --- the real bank, the real web server ---


def _instruct() -> None:
    instruct_custodian(actor=TREASURER, now=system_now(), tell=custody.tell)


def _is(payment: Payment, state: PaymentState) -> bool:
    return Payment.objects.filter(id=payment.id, state=state).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [{}, {"duplicate": True}, {"out_of_order": True}])
def test_money_comes_and_goes_back_through_the_real_bank(due: Due, bank: SandboxBank, fault: dict[str, bool]):
    bank.have_bad_day(**fault)
    _instruct()
    bank.pay(due.payment.id)
    wait_for(lambda: _is(due.payment, PaymentState.SETTLED))
    assert held(custody_account(due.round.id, CNY)) == 100_000_000
    order_refund(actor=TREASURER, now=system_now(), subscription_id=due.subscription.id)
    _instruct()
    refund = Payment.objects.get(purpose=PaymentPurpose.REFUND)
    wait_for(lambda: _is(refund, PaymentState.SETTLED))
    wait_for(lambda: CustodianMessage.objects.count() == 4)
    assert Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.REFUNDED
    assert held(custody_account(due.round.id, CNY)) == held(claim_account(due.subscription.id, CNY)) == 0
    assert ledger_is_sound()


@pytest.mark.django_db(transaction=True)
def test_a_lost_callback_is_found_in_the_statement(due: Due, bank: SandboxBank):
    bank.have_bad_day(drop=True)
    _instruct()
    bank.pay(due.payment.id)
    now = system_now() + OVERDUE + timedelta(minutes=1)
    sweep = installed_sweeps()["custody"]
    assert run_sweep(actor=TREASURER, now=now, sweep=sweep, day=legal_day(now)).effects == 1
    assert _is(due.payment, PaymentState.SETTLED)


@pytest.mark.django_db(transaction=True)
def test_a_bank_that_was_away_says_afterwards_what_it_had_to_say(due: Due, bank: SandboxBank, settings: Any):
    _instruct()
    right = settings.CUSTODIAN_WEBHOOK_SECRET
    settings.CUSTODIAN_WEBHOOK_SECRET = "whsec_AAAA"
    bank.pay(due.payment.id)
    bank.stop()
    settings.CUSTODIAN_WEBHOOK_SECRET = right
    assert _is(due.payment, PaymentState.INSTRUCTED)
    bank.start()
    wait_for(lambda: _is(due.payment, PaymentState.SETTLED))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amount", ["999999.99", "1000000.01"])
def test_a_wrong_sum_goes_back_through_the_real_bank(due: Due, bank: SandboxBank, amount: str):
    _instruct()
    bank.pay(due.payment.id, amount=amount)
    wait_for(lambda: _is(due.payment, PaymentState.CANCELLED))
    _instruct()
    back = Payment.objects.get(purpose=PaymentPurpose.RETURN)
    wait_for(lambda: _is(back, PaymentState.SETTLED))
    assert held(suspense_account(due.round.id, CNY)) == held(custody_account(due.round.id, CNY)) == 0
    again = Payment.objects.get(purpose=PaymentPurpose.SUBSCRIPTION, state=PaymentState.INSTRUCTED)
    bank.pay(again.id)
    wait_for(lambda: _is(again, PaymentState.SETTLED))
    assert Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.PAID
    assert ledger_is_sound()


@pytest.mark.django_db(transaction=True)
def test_a_deposit_makes_a_led_raise(founder: Persona, lead: Persona, bank: SandboxBank):
    due = deposit_due_from(lead, make_round(founder, state=RoundState.OPEN))
    _instruct()
    bank.pay(due.payment.id)
    wait_for(lambda: Round.objects.get(id=due.round.id).state == RoundState.LED)
    _instruct()
    rest = Payment.objects.get(purpose=PaymentPurpose.SUBSCRIPTION)
    bank.pay(rest.id)
    wait_for(lambda: Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.PAID)
    assert held(custody_account(due.round.id, CNY)) == 400_000_000


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_telling_and_noting_loses_nothing(due: Due, bank: SandboxBank):
    """The bank knows the order and is paid before the platform has noted that it was told."""
    custody.tell(due.payment.as_order)
    bank.pay(due.payment.id)
    wait_for(lambda: _is(due.payment, PaymentState.SETTLED))
    _instruct()
    assert _is(due.payment, PaymentState.SETTLED)
