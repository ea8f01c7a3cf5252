"""An investor is assessed for themselves, not as often as they like, and the latest result counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from compliance.actions.assess_risk import QuestionnaireChanged, assess_risk
from compliance.core.facts import InvestorClass
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Determination, RiskAssessment
from compliance.queries.assessments import assessment_stamp
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import answers_of, make_assessment
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def newcomer(db: None) -> Persona:
    """A checked investor who was never assessed."""
    return Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))


def take(persona: Persona, investor_class: InvestorClass = InvestorClass.C5, *, now: datetime = NOW) -> UUID | Refused:
    return assess_risk(actor=persona.actor, now=now, version=1, answers=answers_of(investor_class))


def test_the_class_is_stored_with_the_answers_and_its_last_day(newcomer: Persona):
    with recorded() as events:
        done = take(newcomer, InvestorClass.C3)
    row = RiskAssessment.objects.get()
    assert row.id == done
    assert (row.investor_class, row.assessed_on, row.expires_on) == ("C3", TODAY, date(2029, 11, 22))
    assert row.given() == answers_of(InvestorClass.C3)
    assert verbs(events) == ["assessment.taken"]
    assert events[0].after == {
        "investor_class": "C3",
        "questionnaire": 1,
        "expires_on": "2029-11-22",
        "determination": str(Determination.objects.get().id),
    }


def test_the_answers_are_not_readable_in_the_database(newcomer: Persona):
    take(newcomer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM compliance_riskassessment")
        assert "above_10m" not in str(cursor.fetchall())
    assert "above_10m" in RiskAssessment.objects.get().answers


def test_the_latest_one_counts_though_it_is_worse(newcomer: Persona):
    take(newcomer, InvestorClass.C5)
    take(newcomer, InvestorClass.C2, now=NOW + timedelta(hours=1))
    stamp = assessment_stamp(newcomer.id, on=TODAY)
    assert stamp is not None
    assert stamp.investor_class is InvestorClass.C2


def test_nobody_tries_until_it_fits(newcomer: Persona):
    for _ in range(2):
        assert isinstance(take(newcomer, InvestorClass.C2), UUID)
    with recorded() as events:
        refused = take(newcomer)
    assert isinstance(refused, Refused)
    assert refused.verdict is Outcome.DENY
    assert refused.findings[0].rule == "assessment.repeats"
    assert refused.findings[0].citation.article == "20"
    assert RiskAssessment.objects.count() == 2
    assert verbs(events) == ["assessment.refused"]
    assert isinstance(take(newcomer, now=NOW + timedelta(days=1)), UUID)


def test_others_on_the_same_day_do_not_count(newcomer: Persona):
    for number in range(2):
        make_assessment(make_user(f"other-{number}@example.com"), now=NOW)
    assert isinstance(take(newcomer), UUID)


def test_answers_to_another_version_are_not_taken(newcomer: Persona):
    with nothing_changes(), pytest.raises(QuestionnaireChanged):
        assess_risk(actor=newcomer.actor, now=NOW, version=2, answers=answers_of(InvestorClass.C5))


def test_every_question_is_answered(newcomer: Persona):
    answers = {**answers_of(InvestorClass.C5), "age": "ageless"}
    with nothing_changes(), pytest.raises(Invalid) as wrong:
        assess_risk(actor=newcomer.actor, now=NOW, version=1, answers=answers)
    assert [each.pointer for each in wrong.value.errors] == ["/answers/age"]


def test_only_a_checked_investor_is_assessed(stranger: Persona, officer: Persona):
    unchecked = Persona(make_user("unchecked@example.com", roles=[Role.INVESTOR]))
    for persona in (stranger, officer, unchecked):
        with nothing_changes(), pytest.raises(NotAuthorised):
            take(persona)
    with nothing_changes(), pytest.raises((NotAuthenticated, NotAuthorised)):
        assess_risk(actor=Actor.anonymous("nobody"), now=NOW, version=1, answers=answers_of(InvestorClass.C5))
