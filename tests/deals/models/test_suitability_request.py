"""A written request stays as it was written, and the company never reads it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from compliance.core.facts import InvestorClass
from compliance.library import special_warnings
from deals.core.states import RoundState
from deals.models import SuitabilityRequest
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import NOW, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(founder: Persona, follower: Persona) -> SuitabilityRequest:
    row = make_round(founder, state=RoundState.OPEN).snapshot()
    assert row.product_grade is not None
    return SuitabilityRequest.make(
        round_id=row.id,
        investor_id=follower.id,
        product_grade=row.product_grade,
        assessment=make_assessment(make_user("other@example.com"), InvestorClass.C3).stamp(),
        warning=special_warnings()[0],
        shown="It does not suit you.",
        statement="I insist.",
        now=NOW,
    )


def test_it_is_neither_changed_nor_taken_away(request_of: SuitabilityRequest):
    for change in (lambda rows: rows.update(shown="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(SuitabilityRequest.objects.all())


def test_the_words_are_not_readable_in_the_database(request_of: SuitabilityRequest):
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM deals_suitabilityrequest")
        assert "insist" not in str(cursor.fetchall())
    assert SuitabilityRequest.objects.get().statement == "I insist."
    assert str(request_of) == f"C3 R5 {request_of.id}"


@pytest.mark.parametrize(
    "wrong", [{"investor_class": "C1_LOWEST"}, {"product_grade": "R6"}, {"shown": ""}, {"investor_class": "C3"}]
)
def test_the_database_refuses_what_can_not_be(request_of: SuitabilityRequest, wrong: dict[str, Any]):
    fields = {field.attname: getattr(request_of, field.attname) for field in SuitabilityRequest._meta.fields}
    other = {**fields, "id": uuid4(), "investor_class": "C2", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        SuitabilityRequest.objects.create(**other)


def test_who_reads_it(request_of: SuitabilityRequest, personas: dict[str, Persona]):
    for name, persona in personas.items():
        reads = SuitabilityRequest.objects.visible_to(persona.actor).exists()
        assert reads is (name in {"follower", "officer", "operator", "auditor"}), name
