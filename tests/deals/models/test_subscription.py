"""Each constraint of a subscription violated once by SQL, as the role the application runs as."""

import psycopg2.errors
import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.kernel.ids import new_id
from deals.models import Round, Subscription
from tests.factories.deals import NOW
from tests.factories.leads import certify, make_led_round, make_subscription
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CALLED = "cooling_off_until = now(), called_back_at = now(), call_back_determination_id = determination_id"
REACH = "call_back_by = now()::date"
CHECKS = [
    ("state = 'dreamt'", "subscription_state_is_a_word"),
    ("kind = 'friend'", "subscription_kind_is_a_word"),
    ("amount = 0", "subscription_amount_is_positive"),
    ("paid = -1", "subscription_paid_fits"),
    ("paid = amount + 1", "subscription_paid_fits"),
    (
        f"state = 'paid', paid = amount - 1, paid_at = now(), cooling_off_until = now(), {REACH}",
        "subscription_paid_is_whole",
    ),
    (f"state = 'paid', paid = amount, cooling_off_until = now(), {REACH}", "subscription_paid_is_whole"),
    (
        "state = 'paid', paid = amount, paid_at = now(), cooling_off_until = now()",
        "subscription_follower_is_to_be_reached",
    ),
    (f"state = 'allocated', paid = amount, {CALLED}", "subscription_paid_is_whole"),
    (f"state = 'paid', paid = amount, paid_at = now(), {REACH}", "subscription_paid_cools_off"),
    ("state = 'allocated', paid = amount, paid_at = now()", "subscription_allocated_was_called_back"),
    ("called_back_at = now()", "subscription_called_back_after_cooling_off"),
    ("call_back_determination_id = determination_id", "subscription_called_back_after_cooling_off"),
    (
        "call_back_determination_id = determination_id, called_back_at = now()",
        "subscription_called_back_after_cooling_off",
    ),
    (
        "call_back_determination_id = determination_id, called_back_at = now(),"
        " cooling_off_until = now() + interval '1 second'",
        "subscription_called_back_after_cooling_off",
    ),
]


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise; the follower is certified."""
    certify(follower)
    return make_led_round(founder, lead)


@pytest.mark.parametrize(("change", "constraint"), CHECKS)
def test_the_database_refuses(row: Round, follower: Persona, change: str, constraint: str):
    subscription = make_subscription(row, follower)
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deals_subscription SET {change} WHERE id = %s", [subscription.id])
    assert isinstance(refused.value.__cause__, psycopg2.errors.CheckViolation)
    assert refused.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "subscription_one_live_per_investor"),
        ({"kind": "lead", "investor_id": None}, "subscription_one_live_lead"),
    ],
)
def test_a_second_one_is_refused(
    row: Round, follower: Persona, lead: Persona, founder: Persona, change: dict[str, object], constraint: str
):
    own = Subscription.objects.get(round=row, kind="lead") if change else make_subscription(row, follower)
    again = Subscription.objects.get(id=own.id)
    again.id = new_id(NOW)
    again.investor_id = founder.id if change else own.investor_id
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        again.save(force_insert=True)
    assert constraint in str(refused.value)


def test_every_constraint_of_the_model_is_violated_above():
    unique = {"subscription_one_live_per_investor", "subscription_one_live_lead"}
    declared = {constraint.name for constraint in Subscription._meta.constraints}
    assert declared == unique | {constraint for _, constraint in CHECKS}


def test_the_desk_the_company_and_the_investor_see_a_subscription(row: Round, personas: dict[str, Persona]):
    subscription = make_subscription(row, personas["follower"])
    seers = {
        name for name, persona in personas.items() if subscription in Subscription.objects.visible_to(persona.actor)
    }
    assert seers == {"founder", "follower", "officer", "operator", "auditor"}
