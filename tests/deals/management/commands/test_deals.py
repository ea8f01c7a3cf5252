"""`manage.py deals check`: green on sound books, and it names the raise or the subscription that does not agree."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deals.actions.close_round import close_round
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.models import Payment, Round, RoundCapacity, Subscription
from tests.factories.closing import Part, make_led_round
from tests.factories.custody import TREASURER, settled
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    return make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


def _check() -> str:
    told = StringIO()
    call_command("deals", "check", stdout=told)
    return told.getvalue()


def test_paid_subscriptions_agree(row: Round):
    assert _check() == "Rooms agree with subscriptions, and subscriptions with the ledger.\n"


def test_a_closed_raise_agrees_before_and_after_the_payout(row: Round, founder: Persona):
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert _check()
    payout = Payment.objects.get(round=row, purpose="payout")
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(payout))
    assert _check()


def test_an_empty_platform_agrees(db: None):
    assert _check()


@pytest.mark.parametrize("change", [{"remaining_minor": 1}, {"holders_left": 1}])
def test_a_counter_that_is_off_is_named(row: Round, change: dict[str, int]):
    RoundCapacity.objects.filter(round_id=row.id).update(**change)
    with pytest.raises(CommandError, match=f"raise {row.id}"):
        _check()


def test_a_sum_that_the_ledger_does_not_owe_is_named(row: Round):
    own = Subscription.objects.filter(round=row).order_by("id").last()
    assert own is not None
    Subscription.objects.filter(id=own.id).update(state="reserved", paid=own.paid - yuan("0.01"), paid_at=None)
    with pytest.raises(CommandError, match=f"Subscription {own.id}"):
        _check()


def test_money_that_is_still_owed_after_an_allocation_is_named(row: Round):
    """What became units must not be owed as money as well."""
    Subscription.objects.filter(round=row).update(state="allocated")
    with pytest.raises(CommandError, match="Subscription"):
        _check()
