"""`manage.py deals check`: green on sound books, and it names what somebody changed behind the verbs' back."""

from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.integrity import Compared
from deals.management.commands.deals import ASTRAY, COMPARED
from deals.models import Payment, RoundCapacity
from tests.factories.closing import Part, make_led_round, make_vehicle
from tests.factories.custody import TREASURER, due_from, led_round, settled
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(founder: Persona, lead: Persona, follower: Persona) -> dict[str, UUID]:
    """A led raise that somebody has paid into, and a closed one."""
    parts = [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00")]
    led, vehicle = make_led_round(founder, parts), make_vehicle(founder, parts)
    subscription = led.subscriptions.order_by("id").first()
    assert subscription is not None
    return {"led": led.id, "subscription": subscription.id, "vehicle": vehicle.id, "closed": vehicle.round_id}


def _checked(language: str = "en") -> str:
    out = StringIO()
    with override(language):
        call_command("deals", "check", stdout=out)
    return out.getvalue()


def _complaint() -> list[str]:
    with pytest.raises(CommandError) as raised:
        _checked()
    return str(raised.value).splitlines()


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _said(what: Compared, key: UUID) -> str:
    with override("en"):
        return str(ASTRAY[what]) % {"id": key}


def test_everything_is_named_that_may_be_compared():
    assert set(COMPARED) == set(ASTRAY) == set(Compared)


def test_what_the_verbs_leave_behind_agrees(market: dict[str, UUID]):
    assert _checked().splitlines() == [
        "Room left in raises against live subscriptions: 1 compared.",
        "Money in custody against whom it is owed to, raise by raise: 2 compared.",
        "What was paid of subscriptions against the ledger: 4 compared.",
        "Units of partnerships against subscriptions and the ledger: 1 compared.",
        "All of them agree.",
    ]
    assert _checked("zh-hans").endswith("全部一致。\n")


def test_an_empty_market_agrees():
    assert _checked().endswith("All of them agree.\n")


@pytest.mark.parametrize("change", ["remaining_minor = remaining_minor - 1", "holders_left = holders_left - 1"])
def test_a_counter_of_room_that_was_changed_is_found(market: dict[str, UUID], change: str):
    _run(f"UPDATE deals_roundcapacity SET {change} WHERE round_id = %s", market["led"])
    assert _complaint() == [_said(Compared.ROOM, market["led"])]


def test_a_room_that_is_gone_is_found(market: dict[str, UUID]):
    _run("DELETE FROM deals_roundcapacity WHERE round_id = %s", market["led"])
    assert _complaint() == [_said(Compared.ROOM, market["led"])]


def test_a_payment_that_no_ledger_knows_is_found(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    _run("UPDATE deals_subscription SET paid = 1 WHERE id = %s", due.subscription.id)
    assert set(_complaint()) >= {
        _said(Compared.CUSTODY, due.round.id),
        _said(Compared.PAID, due.subscription.id),
    }


def test_a_subscription_that_never_paid_and_has_units_is_found(market: dict[str, UUID]):
    _run("UPDATE deals_subscription SET state = 'allocated' WHERE id = %s", market["subscription"])
    assert _complaint() == [_said(Compared.CUSTODY, market["led"]), _said(Compared.PAID, market["subscription"])]


def test_units_that_nobody_subscribed_are_found(market: dict[str, UUID]):
    _run("UPDATE deals_vehicle SET units = units + 1 WHERE id = %s", market["vehicle"])
    assert _complaint() == [_said(Compared.UNITS, market["vehicle"])]


def test_units_that_were_subscribed_and_not_issued_are_found(market: dict[str, UUID]):
    _run(
        "UPDATE deals_subscription SET amount = amount + 1, paid = paid + 1 WHERE round_id = %s AND kind = 'lead'",
        market["closed"],
    )
    assert _complaint() == [_said(Compared.UNITS, market["vehicle"])]


def test_a_closed_raise_agrees_after_its_payout_too(market: dict[str, UUID]):
    payout = Payment.objects.get(round_id=market["closed"], purpose="payout")
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(payout))
    assert _checked()


def test_money_that_should_not_have_come_agrees_while_it_waits_and_when_it_is_back(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    RoundCapacity.objects.filter(round_id=due.round.id).update(remaining_minor=0)
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(due.payment, amount="5.00"))
    assert _said(Compared.CUSTODY, due.round.id) not in _complaint()
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(Payment.objects.get(purpose="return")))
    assert _said(Compared.CUSTODY, due.round.id) not in _complaint()
