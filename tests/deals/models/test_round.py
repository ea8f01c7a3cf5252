"""Each constraint of a raise violated once by SQL, as the role the application runs as."""

import psycopg2.errors
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from deals.core.states import RoundState
from deals.models import Round
from tests.factories.deals import make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

VIOLATIONS = [
    (RoundState.OPEN, "state = 'ajar', led_at = now()", "round_state_is_a_word"),
    (RoundState.DRAFT, "stage = 'teenager'", "round_stage_is_a_word"),
    (RoundState.DRAFT, "vehicle_form = 'trust'", "round_vehicle_form_is_a_word"),
    (RoundState.DRAFT, "manager_form = 'friend'", "round_manager_form_is_a_word"),
    (RoundState.DRAFT, "title = ''", "round_has_a_title"),
    (RoundState.DRAFT, "target = 0, minimum_raise = NULL, minimum_ticket = NULL", "round_target_is_positive"),
    (RoundState.DRAFT, "minimum_raise = 0", "round_minimum_is_positive"),
    (RoundState.DRAFT, "minimum_raise = target + 1", "round_minimum_fits_target"),
    (RoundState.SUBMITTED, "minimum_raise = NULL", "round_submitted_is_complete"),
    (RoundState.OPEN, "state = 'led'", "round_led_has_its_instant"),
    (RoundState.OPEN, "state = 'failed'", "round_ended_has_its_instant"),
    (RoundState.OPEN, "state = 'closed', led_at = now(), ended_at = now()", "round_closed_needs_determination"),
    (RoundState.DRAFT, "minimum_ticket = 0", "round_ticket_is_positive"),
    (RoundState.DRAFT, "minimum_ticket = target + 1", "round_ticket_fits_target"),
    (RoundState.DRAFT, "state = 'submitted', submitted_at = now()", "round_submitted_needs_determination"),
    (RoundState.SUBMITTED, "submission_determination_id = NULL", "round_submitted_needs_determination"),
    (RoundState.SUBMITTED, "submitted_at = NULL", "round_submitted_needs_determination"),
    (RoundState.SUBMITTED, "stage = NULL", "round_submitted_is_complete"),
    (RoundState.SUBMITTED, "target = NULL", "round_submitted_is_complete"),
    (RoundState.SUBMITTED, "minimum_ticket = NULL", "round_submitted_is_complete"),
    (RoundState.SUBMITTED, "vehicle_form = NULL", "round_submitted_is_complete"),
    (RoundState.SUBMITTED, "closes_on = NULL", "round_submitted_is_complete"),
    (RoundState.SUBMITTED, "state = 'approved', product_grade = 'R5'", "round_approved_has_its_instant"),
    (RoundState.SUBMITTED, "state = 'approved', approved_at = now()", "round_approved_has_a_grade"),
    (RoundState.OPEN, "product_grade = NULL", "round_approved_has_a_grade"),
    (RoundState.OPEN, "product_grade = 'R6'", "round_product_grade_is_a_word"),
    (RoundState.APPROVED, "state = 'open', opened_at = now()", "round_open_needs_determination"),
    (RoundState.OPEN, "opening_determination_id = NULL", "round_open_needs_determination"),
    (RoundState.OPEN, "opened_at = NULL", "round_open_needs_determination"),
    (RoundState.OPEN, "approved_at = NULL", "round_approved_has_its_instant"),
    (RoundState.DRAFT, "version = -1", "deals_round_version_check"),
]


@pytest.mark.parametrize(("state", "change", "constraint"), VIOLATIONS)
def test_the_database_refuses(founder: Persona, state: RoundState, change: str, constraint: str):
    row = make_round(founder, state=state)
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deals_round SET {change} WHERE id = %s", [row.id])
    assert isinstance(refused.value.__cause__, psycopg2.errors.CheckViolation)
    assert refused.value.__cause__.diag.constraint_name == constraint


def test_every_check_of_the_model_is_violated_above():
    declared = {constraint.name for constraint in Round._meta.constraints}
    assert declared <= {constraint for _, _, constraint in VIOLATIONS}


@pytest.mark.parametrize("column", ["submission_determination_id", "opening_determination_id", "project_id"])
def test_nothing_points_to_what_is_not_there(founder: Persona, column: str):
    row = make_round(founder, state=RoundState.OPEN)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deals_round SET {column} = gen_random_uuid() WHERE id = %s", [row.id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_project_with_raises_stays(founder: Persona):
    row = make_round(founder)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM deals_project WHERE id = %s", [row.project_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "statement", ["TRUNCATE deals_round", "DROP TABLE deals_round", "ALTER TABLE deals_round ADD x int"]
)
def test_the_application_may_not_change_the_table_itself(statement: str):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_mutators_touch_their_own_fields_only(founder: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    stale = Round.objects.get(id=row.id)
    Round.objects.filter(id=row.id).update(summary="Written by somebody else")
    stale.hand_back(state=RoundState.DRAFT, reason="Please mend.")
    assert Round.objects.get(id=row.id).summary == "Written by somebody else"
