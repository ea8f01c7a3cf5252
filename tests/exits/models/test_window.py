"""What the database refuses of windows and elections, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from deals.models import Vehicle
from exits.models import ExitElection, ExitWindow
from tests.factories.exits import make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(founder: Persona, buyer: Persona, vehicle: Vehicle) -> ExitWindow:
    """An open window."""
    return make_window(founder, buyer, vehicle)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'shut'", "exit_window_state_is_a_word"),
        ("buyer_name = ''", "exit_window_has_a_buyer"),
        ("buyer_id = NULL", "exit_window_has_a_buyer"),
        ("capacity_units = 0", "exit_window_capacity_fits"),
        ("capacity_units = proposed_units + 1", "exit_window_capacity_fits"),
        ("capacity_units = NULL", "exit_window_opens_by_consent"),
        ("opened_at = NULL", "exit_window_opens_by_consent"),
        ("state = 'allocated', allocated_at = opened_at", "exit_window_allocated_is_dated"),
        ("state = 'lapsed'", "exit_window_ended_has_its_instant"),
        ("pre_money = completion_post_money - 1", "exit_window_meets_valuation"),
        ("unit_price = 0", "exit_window_price_is_positive"),
        ("state = 'settled'", "exit_window_settled_has_its_instant"),
    ],
)
def test_a_window_that_can_not_be(window: ExitWindow, change: str, constraint: str):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE exits_exitwindow SET {change} WHERE id = %s", [window.id])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("portion = 75", "exit_election_portion_is_offered"),
        ("units_held = 0", "exit_election_holds_units"),
        ("portion = 50, units_filled = units_held / 2 + 1, proceeds = 0", "exit_election_fill_fits"),
        ("units_filled = -1, proceeds = 0", "exit_election_fill_fits"),
        ("units_filled = 0", "exit_election_filled_is_paid"),
        ("units_filled = 0, proceeds = -1", "exit_election_filled_is_paid"),
        ("units_filled = 0, proceeds = 0, paid_at = claimed_at", "exit_election_paid_was_filled"),
    ],
)
def test_an_election_that_can_not_be(window: ExitWindow, change: str, constraint: str):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE exits_exitelection SET {change} WHERE window_id = %s", [window.id])


def test_a_second_live_window_and_a_second_election(window: ExitWindow, buyer: Persona, follower: Persona):
    with pytest.raises(IntegrityError, match="exit_window_one_live"), transaction.atomic():
        ExitWindow.propose(
            vehicle_id=window.vehicle_id,
            buyer_id=buyer.id,
            terms=window.snapshot().terms,
            unit_price=window.unit_price,
            now=window.proposed_at,
        )
    with pytest.raises(IntegrityError, match="exit_election_one_per_holder"), transaction.atomic():
        ExitElection.offer(window_id=window.id, holder_id=follower.id, units_held=1, now=window.proposed_at)


def test_who_sees_a_window(
    window: ExitWindow, founder: Persona, buyer: Persona, follower: Persona, officer: Persona, stranger: Persona
):
    seen = ((founder, 1, 2), (buyer, 1, 0), (follower, 1, 1), (officer, 1, 2), (stranger, 0, 0))
    for persona, windows, elections in seen:
        assert ExitWindow.objects.visible_to(persona.actor).count() == windows
        assert ExitElection.objects.visible_to(persona.actor).count() == elections
