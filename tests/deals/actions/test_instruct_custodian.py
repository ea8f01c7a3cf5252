"""The custodian hears of every movement, at least once and as one order."""

from datetime import timedelta
from uuid import UUID

import pytest

from crowdfund.kernel.errors import NotAuthorised
from deals import custody
from deals.actions import instruct_custodian as instructing
from deals.actions.instruct_custodian import instruct_custodian
from deals.core.custody import ALARMING, Order, wait_after
from deals.core.states import PaymentState
from deals.models import Payment
from tests.custodian import SandboxBank
from tests.events import recorded, told, verbs
from tests.factories.custody import TREASURER, due_from, led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


class Listener:
    """Hears orders, or fails."""

    def __init__(self, *, fails: frozenset[UUID] = frozenset()) -> None:
        self.heard: list[Order] = []
        self.fails = fails

    def __call__(self, order: Order) -> None:
        self.heard.append(order)
        if order.id in self.fails:
            raise custody.CustodianAway


def test_what_is_due_is_told_once(founder: Persona, follower: Persona):
    payment = due_from(follower, led_round(founder)).payment
    listener = Listener()
    with recorded() as events:
        report = instruct_custodian(actor=TREASURER, now=NOW, tell=listener)
        again = instruct_custodian(actor=TREASURER, now=NOW, tell=listener)
    assert (report.told, report.failed, again.told) == (1, 0, 0)
    assert listener.heard == [payment.as_order]
    assert Payment.objects.get(id=payment.id).state == PaymentState.INSTRUCTED
    assert verbs(events) == ["payment.instructed"]


def test_one_that_fails_waits_longer_each_time_and_stops_no_other(founder: Persona, follower: Persona, lead: Persona):
    row = led_round(founder)
    bad, good = due_from(follower, row).payment, due_from(lead, row).payment
    listener = Listener(fails=frozenset({bad.id}))
    assert instruct_custodian(actor=TREASURER, now=NOW, tell=listener).failed == 1
    assert Payment.objects.get(id=good.id).state == PaymentState.INSTRUCTED
    assert Payment.objects.get(id=bad.id).due_at == NOW + wait_after(1)
    soon = NOW + wait_after(1) - timedelta(seconds=1)
    assert instruct_custodian(actor=TREASURER, now=soon, tell=listener).failed == 0
    later = NOW + wait_after(1)
    assert instruct_custodian(actor=TREASURER, now=later, tell=listener).failed == 1
    assert Payment.objects.get(id=bad.id).due_at == later + wait_after(2)


def test_operators_hear_of_what_fails_for_long(founder: Persona, follower: Persona, operator: Persona):
    payment = due_from(follower, led_round(founder)).payment
    now = NOW
    with recorded() as events:
        for _ in range(ALARMING):
            instruct_custodian(actor=TREASURER, now=now, tell=Listener(fails=frozenset({payment.id})))
            now += wait_after(ALARMING)
    assert verbs(events) == ["payment.not_instructed"]
    assert told(events[0]) == {operator.id}


def test_a_worker_that_dies_between_telling_and_noting_costs_a_repetition(founder: Persona, follower: Persona):
    payment = due_from(follower, led_round(founder)).payment
    with pytest.raises(KeyboardInterrupt):
        instruct_custodian(actor=TREASURER, now=NOW, tell=_die)
    assert Payment.objects.get(id=payment.id).state == PaymentState.DUE
    listener = Listener()
    assert instruct_custodian(actor=TREASURER, now=NOW + wait_after(1), tell=listener).told == 1
    assert [order.id for order in listener.heard] == [payment.id]


def _die(_: Order) -> None:
    raise KeyboardInterrupt


def test_the_real_bank_makes_one_order_of_two_tellings(founder: Persona, follower: Persona, deaf_bank: SandboxBank):
    payment = due_from(follower, led_round(founder)).payment
    custody.tell(payment.as_order)
    assert instruct_custodian(actor=TREASURER, now=NOW, tell=custody.tell).told == 1
    status, order = deaf_bank.ask("GET", f"/orders/{payment.id}")
    assert (status, order["amount"], order["reference"]) == (200, "1000000.00", payment.reference)
    assert [line["type"] for line in deaf_bank.messages()] == ["order.accepted"]


def test_a_bank_that_is_away_costs_time_and_nothing_else(founder: Persona, follower: Persona, deaf_bank: SandboxBank):
    payment = due_from(follower, led_round(founder)).payment
    deaf_bank.stop()
    assert instruct_custodian(actor=TREASURER, now=NOW, tell=custody.tell).failed == 1
    deaf_bank.start()
    assert instruct_custodian(actor=TREASURER, now=NOW + wait_after(1), tell=custody.tell).told == 1
    assert Payment.objects.get(id=payment.id).state == PaymentState.INSTRUCTED


def test_the_limit_leaves_the_rest_for_the_next_run(founder: Persona, follower: Persona, lead: Persona):
    row = led_round(founder)
    due_from(follower, row), due_from(lead, row)
    report = instruct_custodian(actor=TREASURER, now=NOW, tell=Listener(), limit=1)
    assert (report.told, report.has_more) == (1, True)


def test_what_settled_while_it_was_told_stays_settled(founder: Persona, follower: Persona):
    payment = due_from(follower, led_round(founder)).payment

    def settle_meanwhile(_: Order) -> None:
        Payment.objects.get(id=payment.id).settle(state=PaymentState.SETTLED, now=NOW)

    instruct_custodian(actor=TREASURER, now=NOW, tell=settle_meanwhile)
    assert Payment.objects.get(id=payment.id).state == PaymentState.SETTLED


def test_only_the_platform_moves_money(operator: Persona):
    with pytest.raises(NotAuthorised):
        instructing.instruct_custodian(actor=operator.actor, now=NOW, tell=Listener())
