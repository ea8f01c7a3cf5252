"""Booking is a part of receiving and works in its unit of work only."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.errors import IllegalMove
from deals.actions.settle_payment import Case, settle_payment
from deals.core.accounts import custody_account
from deals.core.states import PaymentState
from deals.models import Payment
from tests.factories.custody import TREASURER, due_from, held, led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _case(founder: Persona, follower: Persona) -> Case:
    due = due_from(follower, led_round(founder))
    return Case(round=due.round, subscription=due.subscription, payment=due.payment)


def test_it_needs_a_unit_of_work(founder: Persona, follower: Persona):
    with pytest.raises(OutsideWork):
        settle_payment(_case(founder, follower))


def test_a_movement_settles_once(founder: Persona, follower: Persona):
    case = _case(founder, follower)
    with unit_of_work(actor=TREASURER, now=NOW):
        settle_payment(case)
    with pytest.raises(IllegalMove), unit_of_work(actor=TREASURER, now=NOW):
        settle_payment(case)
    assert Payment.objects.get(id=case.payment.id).state == PaymentState.SETTLED
    assert held(custody_account(case.round.id, case.payment.amount.currency)) == case.payment.amount.minor
