"""What the callbacks lost, the statement brings."""

from datetime import timedelta
from typing import Any

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals import custody
from deals.actions.instruct_custodian import instruct_custodian
from deals.actions.reconcile_custody import overdue_payments, reconcile_custody
from deals.core.custody import OVERDUE
from deals.core.states import PaymentState, SubscriptionState
from deals.models import Payment, Subscription
from tests.custodian import SandboxBank
from tests.factories.custody import TREASURER, due_from, led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db

LATER = NOW + OVERDUE + timedelta(minutes=1)


def _sweep(now: Any) -> int:
    sweep = installed_sweeps()["custody"]
    return run_sweep(actor=TREASURER, now=now, sweep=sweep, day=legal_day(now)).effects


def test_a_lost_callback_is_found_once(founder: Persona, follower: Persona, deaf_bank: SandboxBank):
    due = due_from(follower, led_round(founder))
    instruct_custodian(actor=TREASURER, now=NOW, tell=custody.tell)
    deaf_bank.pay(due.payment.id)
    assert _sweep(NOW) == 0, "it has just been told"
    assert _sweep(LATER) == 1
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.SETTLED
    assert Subscription.objects.get(id=due.subscription.id).state == SubscriptionState.PAID
    assert _sweep(LATER) == 0


def test_what_nobody_has_paid_stays_as_it_is(founder: Persona, follower: Persona, deaf_bank: SandboxBank):
    due = due_from(follower, led_round(founder))
    instruct_custodian(actor=TREASURER, now=NOW, tell=custody.tell)
    assert _sweep(LATER) == 0
    assert overdue_payments(day=legal_day(LATER), now=LATER, after=None, limit=9) == [due.payment.id]
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.INSTRUCTED


def test_only_the_platform_reconciles(operator: Persona):
    with pytest.raises(NotAuthorised):
        reconcile_custody(actor=operator.actor, now=NOW, day=legal_day(NOW), keys=[], ask=custody.statement)
