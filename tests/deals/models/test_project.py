"""Each constraint of a project violated once by SQL."""

import psycopg2.errors
import pytest
from django.db import IntegrityError, connection, transaction

from deals.models import Project
from tests.factories.deals import company_of, make_project
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint", "error"),
    [
        ("name = ''", "project_has_a_name", psycopg2.errors.CheckViolation),
        ("name = 'Taken'", "project_name_once_per_company", psycopg2.errors.UniqueViolation),
    ],
)
def test_the_database_refuses(founder: Persona, change: str, constraint: str, error: type[psycopg2.Error]):
    make_project(founder, name="Taken")
    project = make_project(founder, name="Free")
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deals_project SET {change} WHERE id = %s", [project.id])
    assert isinstance(refused.value.__cause__, error)
    assert refused.value.__cause__.diag.constraint_name == constraint


def test_members_see_their_projects_and_nobody_else_does(personas: dict[str, Persona]):
    project = make_project(personas["founder"])
    assert project.organisation_id == company_of(personas["founder"]).id
    for name, persona in personas.items():
        assert Project.objects.visible_to(persona.actor).filter(id=project.id).exists() is (name == "founder"), name
