"""The database itself keeps certifications in order. Each guard is violated once by raw SQL."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from compliance.core.policy import may_see_certification
from compliance.models import Certification
from crowdfund.kernel.actor import Actor, ActorKind
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_certification
from tests.personas import Persona

pytestmark = pytest.mark.django_db
APPROVED_ON = date(2026, 11, 22)
EXPIRES_ON = date(2027, 11, 22)


def change(row: Certification, assignment: str) -> None:
    """Change one row by raw SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE compliance_certification SET {assignment} WHERE id = %s", [row.id])


@pytest.mark.parametrize(
    ("guard", "assignment"),
    [
        ("regime_is_a_word", "regime = 'crowdfunding_draft_2014'"),
        ("evidence_is_a_word", "evidence = 'a friend'"),
        ("decision_fits_state", "state = 'expired'"),
        ("decision_fits_state", "state = 'applied'"),
        ("decision_fits_state", "state = 'refused'"),
        ("decision_fits_state", "expires_on = approved_on"),
        ("decision_fits_state", "expires_on = NULL"),
        ("decision_fits_state", "decided_by_id = NULL"),
        ("decision_fits_state", "refusal_reason = 'no'"),
        ("nobody_decides_on_themselves", "decided_by_id = user_id"),
        ("counts_as_a_word", "counts_as = 'a crowd'"),
        ("final_investors_are_counted", "final_investors = 3"),
        ("final_investors_are_counted", "counts_as = 'unfiled_vehicle'"),
        ("final_investors_are_counted", "counts_as = 'unfiled_vehicle', final_investors = 0"),
        ("staff_name_their_manager", "evidence = 'manager_or_staff'"),
        ("staff_name_their_manager", "manager_number = 'P1000001'"),
    ],
)
def test_the_database_refuses_what_does_not_fit(follower: Persona, guard: str, assignment: str):
    row = make_certification(follower.user)
    with pytest.raises(IntegrityError, match=f"certification_{guard}"):
        change(row, assignment)


def test_a_refusal_needs_its_reason_in_the_database_too(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    row.refuse(officer_id=officer.id, reason="no amount", now=row.applied_at)
    with pytest.raises(IntegrityError, match="certification_decision_fits_state"):
        change(row, "refusal_reason = ''")


def test_nobody_waits_twice(follower: Persona):
    make_certification(follower.user)
    make_application(follower.user)
    with pytest.raises(IntegrityError, match="certification_one_waiting_per_regime"), transaction.atomic():
        make_application(follower.user)


def test_the_statement_is_sealed_at_rest(follower: Persona):
    row = make_application(follower.user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM compliance_certification WHERE id = %s", [row.id])
        (stored,) = cursor.fetchone()
    assert "3,200,000" not in stored
    assert "3,200,000" in Certification.objects.get().statement


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [
        (APPROVED_ON - timedelta(days=1), False),
        (APPROVED_ON, True),
        (EXPIRES_ON - timedelta(days=1), True),
        (EXPIRES_ON, False),
    ],
)
def test_it_holds_from_the_approval_to_the_day_before_its_expiry(follower: Persona, day: date, is_valid: bool):
    row = make_certification(follower.user, on=APPROVED_ON)
    assert Certification.objects.valid_on(day).exists() == is_valid
    if day >= APPROVED_ON:
        assert (row.state_at(day) == "approved") == is_valid


def test_rows_and_policy_agree_on_who_may_see(personas: dict[str, Persona]):
    make_application(personas["follower"].user)
    other = make_application(make_user("else@example.com"))
    actors = [persona.actor for persona in personas.values()]
    actors += [Actor.anonymous("r"), Actor.system("x", "r")]
    actors += [Actor(kind=ActorKind.CLIENT, id=other.user_id, request_id="r")]
    for actor in actors:
        seen = set(Certification.objects.visible_to(actor))
        expected = {row for row in Certification.objects.all() if may_see_certification(actor, user_id=row.user_id)}
        assert seen == expected, actor
