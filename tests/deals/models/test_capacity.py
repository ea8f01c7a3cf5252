"""The counters of a raise's room: below zero the database refuses, and nothing points to them."""

import psycopg2.errors
import pytest
from django.db import IntegrityError, connection, transaction

from deals.core.states import RoundState
from deals.models import RoundCapacity
from tests.factories.deals import make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint"),
    [("remaining_minor = -1", "round_capacity_never_oversold"), ("holders_left = -1", "round_capacity_holders_fit")],
)
def test_the_database_refuses(founder: Persona, change: str, constraint: str):
    row = make_round(founder, state=RoundState.OPEN)
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deals_roundcapacity SET {change} WHERE round_id = %s", [row.id])
    assert isinstance(refused.value.__cause__, psycopg2.errors.CheckViolation)
    assert refused.value.__cause__.diag.constraint_name in {constraint, "deals_roundcapacity_holders_left_check"}


def test_a_raise_has_one_room(founder: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundCapacity.open_for(round_id=row.id, ceiling=yuan("1.00"), smallest=yuan("1.00"))


def test_no_foreign_key_points_to_the_counters():
    """A key would make every insert lock the counters' row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"
            " AND 'deals_roundcapacity'::regclass IN (conrelid, confrelid)"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(("minor", "holders", "fits"), [(100, 1, True), (101, 1, False), (100, 0, False)])
def test_check_and_change_are_one_statement(founder: Persona, minor: int, holders: int, fits: bool):
    row = make_round(founder, state=RoundState.OPEN)
    RoundCapacity.objects.filter(round_id=row.id).update(remaining_minor=100, holders_left=holders)
    assert RoundCapacity.take(round_id=row.id, minor=minor) is fits
    left = RoundCapacity.objects.get(round_id=row.id)
    assert (left.remaining_minor, left.holders_left) == ((0, 0) if fits else (100, holders))
