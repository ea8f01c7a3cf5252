"""An assessment is written once, and read by whoever it is about and by officers."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from compliance.core.facts import InvestorClass
from compliance.models import RiskAssessment
from crowdfund.kernel.actor import Actor
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.personas import Persona


@pytest.fixture
def row(db: None) -> RiskAssessment:
    return make_assessment(make_user("new@example.com"), InvestorClass.C4, on=date(2026, 2, 28))


def test_it_is_read_as_it_was_written(row: RiskAssessment):
    stamp = RiskAssessment.objects.get().stamp()
    assert (stamp.assessment_id, stamp.investor_class) == (row.id, InvestorClass.C4)
    assert (stamp.assessed_on, stamp.expires_on) == (date(2026, 2, 28), date(2029, 2, 28))
    assert str(row) == f"C4 {row.id}"


@pytest.mark.parametrize("change", [{"investor_class": "C5"}, {"expires_on": date(2040, 1, 1)}])
def test_it_is_never_changed(row: RiskAssessment, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskAssessment.objects.update(**change)


def test_it_is_never_taken_away(row: RiskAssessment):
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskAssessment.objects.all().delete()


@pytest.mark.parametrize(
    "wrong", [{"investor_class": "C6"}, {"expires_on": date(2026, 2, 28)}, {"questionnaire_hash": "0"}]
)
def test_the_database_refuses_what_can_not_be(row: RiskAssessment, wrong):
    fields = {field.attname: getattr(row, field.attname) for field in RiskAssessment._meta.fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskAssessment.objects.create(**{**fields, "id": make_user("id@example.com").id, **wrong})


def test_who_may_know_of_it(row: RiskAssessment, officer: Persona, auditor: Persona, stranger: Persona):
    own = make_assessment(stranger.user)
    assert set(RiskAssessment.objects.visible_to(officer.actor)) == {row, own}
    assert set(RiskAssessment.objects.visible_to(stranger.actor)) == {own}
    assert not RiskAssessment.objects.visible_to(auditor.actor).exists()
    assert not RiskAssessment.objects.visible_to(Actor.system("x", "y")).exists()
