"""The same news comes twice at the same moment."""

from typing import Any
from uuid import UUID

import pytest

from crowdfund.audit.models import Event
from crowdfund.kernel.errors import DomainError
from deals.actions import receive_custodian_message as receiving
from deals.core.accounts import custody_account
from deals.core.custody import Message, Treatment
from deals.core.states import PaymentState
from deals.locks import lock_payment, lock_round_of_payment
from deals.models import CustodianMessage, Payment, Round, Subscription
from deals.queries import said_to_have_moved
from tests.factories.custody import TREASURER, Due, due_from, held, led_round, ledger_is_sound, settled
from tests.factories.deals import NOW
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def due(founder: Persona, follower: Persona) -> Due:
    """A follower owes a million."""
    return due_from(follower, led_round(founder))


def _receive(message: Message) -> Treatment:
    return receiving.receive_custodian_message(actor=TREASURER, now=NOW, message=message)


def _both(first: Message, second: Message) -> list[Any]:
    return list(at_once(lambda: _receive(first), lambda: _receive(second)))


def _settlements(due: Due) -> int:
    return Event.objects.filter(subject_id=due.payment.id, verb="payment.settled").count()


def _round_without_lock(payment_id: UUID) -> Round:
    return Round.objects.select_related("project").get(payments__id=payment_id)


def _subscription_without_lock(payment_id: UUID) -> Subscription:
    return Subscription.objects.get(payments__id=payment_id)


def _payment_without_lock(payment_id: UUID) -> Payment:
    return Payment.objects.get(id=payment_id)


def test_the_control_without_the_locks_it_settles_twice(due: Due, monkeypatch: pytest.MonkeyPatch):
    """Two messages with ids of their own: what keeps equal ids apart is the key of the stored message."""
    meeting = Meeting()
    monkeypatch.setattr(receiving, "lock_round_of_payment", _round_without_lock)
    monkeypatch.setattr(receiving, "lock_subscription_of_payment", _subscription_without_lock)
    monkeypatch.setattr(receiving, "lock_payment", _payment_without_lock)
    monkeypatch.setattr(receiving, "said_to_have_moved", meeting.after(said_to_have_moved))
    assert _both(settled(due.payment), settled(due.payment)) == [Treatment.SETTLE, Treatment.SETTLE]
    assert meeting.met
    assert _settlements(due) == 2
    assert held(custody_account(due.round.id, due.payment.amount.currency)) == 100_000_000, "the ledger's key holds"


def test_under_the_locks_the_second_finds_it_done(due: Due, monkeypatch: pytest.MonkeyPatch):
    meeting = Meeting()
    monkeypatch.setattr(receiving, "lock_round_of_payment", meeting.after(lock_round_of_payment))
    monkeypatch.setattr(receiving, "lock_payment", meeting.after(lock_payment))
    results = _both(settled(due.payment), settled(due.payment))
    assert not meeting.met
    assert sorted(results) == [Treatment.NOTHING, Treatment.SETTLE]
    assert _settlements(due) == 1
    assert ledger_is_sound()


def test_two_equal_callbacks_are_one(due: Due):
    message = settled(due.payment)
    assert sorted(_both(message, message)) == [Treatment.NOTHING, Treatment.SETTLE]
    assert _settlements(due) == CustodianMessage.objects.count() == 1
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.SETTLED
    assert held(custody_account(due.round.id, due.payment.amount.currency)) == 100_000_000


def test_a_right_and_a_wrong_sum_at_once_move_money_once(due: Due):
    results = _both(settled(due.payment), settled(due.payment, amount="5.00"))
    assert not [result for result in results if isinstance(result, DomainError)]
    assert sorted(results) in (
        sorted([Treatment.SETTLE, Treatment.CONTRADICT]),
        sorted([Treatment.SEND_BACK, Treatment.CONTRADICT]),
    )
    assert ledger_is_sound()
