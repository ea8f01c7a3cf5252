"""People are told that a certification or an assessment ends: thirty and seven days ahead, unless they renewed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from compliance.actions.remind_of_expiry import remind_of_assessments, remind_of_expiry
from compliance.core.certification import Regime
from compliance.models import AssessmentReminder, Certification, RiskAssessment
from compliance.queries.assessments import assessments_to_remind_of
from compliance.queries.certifications import certifications_to_remind_of
from crowdfund.accounts.models import User
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.notices.core.places import place_of
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_assessment, make_certification
from tests.personas import Persona

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 10, 23, 3, 0, tzinfo=UTC)
APPROVED_ON = date(2026, 11, 22)
ENDS_ON = date(2027, 11, 22)
SWEEP = Actor.system("sweeps", "test")


def due(day: date) -> list[UUID]:
    return certifications_to_remind_of(day=day, now=NOW, after=None, limit=9)


def remind(day: date) -> int:
    return remind_of_expiry(actor=SWEEP, now=NOW, day=day, keys=due(day))


def before_the_end(days: int) -> date:
    return ENDS_ON - timedelta(days=days)


@pytest.fixture
def row(follower: Persona) -> Certification:
    return make_certification(follower.user, on=APPROVED_ON)


def test_the_holder_is_told_twice_and_no_more(row: Certification, follower: Persona):
    with recorded() as events:
        counts = [remind(before_the_end(days)) for days in (31, 30, 30, 8, 7, 7, 1, 0)]
    assert counts == [0, 1, 0, 0, 1, 0, 0, 0]
    assert verbs(events) == ["certification.expiring", "certification.expiring"]
    assert [event.after["days"] for event in events] == ["30", "7"]
    assert told(events[0]) == {follower.id}
    assert (events[0].subject_id, events[0].after["expires_on"]) == (row.id, ENDS_ON.isoformat())


def test_a_sweep_that_comes_late_sends_the_nearest_reminder_alone(row: Certification):
    with recorded() as events:
        assert [remind(before_the_end(5)), remind(before_the_end(4))] == [1, 0]
    assert [event.after["days"] for event in events] == ["7"]


def test_whoever_has_applied_again_is_left_in_peace(row: Certification, follower: Persona):
    make_application(follower.user)
    assert due(before_the_end(30)) == []


def test_an_application_under_another_regime_renews_nothing(row: Certification, follower: Persona):
    make_application(follower.user, regime=Regime.ASSET_MANAGEMENT_2018)
    assert due(before_the_end(30)) == [row.id]


def test_whoever_holds_a_later_one_is_left_in_peace(row: Certification, follower: Persona):
    make_certification(follower.user, on=APPROVED_ON + timedelta(days=300))
    assert due(before_the_end(7)) == []


def test_what_was_renewed_between_question_and_answer_is_not_told(row: Certification, follower: Persona):
    keys = due(before_the_end(30))
    make_application(follower.user)
    assert remind_of_expiry(actor=SWEEP, now=NOW, day=before_the_end(30), keys=keys) == 0


def test_the_next_page_begins_behind_the_last_key(row: Certification, lead: Persona):
    other = make_certification(lead.user, on=APPROVED_ON)
    first, second = sorted([row.id, other.id])
    day = before_the_end(30)
    assert certifications_to_remind_of(day=day, now=NOW, after=None, limit=1) == [first]
    assert certifications_to_remind_of(day=day, now=NOW, after=first, limit=1) == [second]


def test_only_the_platform_reminds(row: Certification, officer: Persona):
    with nothing_changes(Certification), pytest.raises(NotAuthorised):
        remind_of_expiry(actor=officer.actor, now=NOW, day=before_the_end(30), keys=[row.id])


ASSESSED_ON = date(2024, 11, 22)
"""Three years before `ENDS_ON`."""


def assessments_due(day: date) -> list[UUID]:
    return assessments_to_remind_of(day=day, now=NOW, after=None, limit=9)


def remind_of(day: date) -> int:
    return remind_of_assessments(actor=SWEEP, now=NOW, day=day, keys=assessments_due(day))


@pytest.fixture
def investor(db: None) -> User:
    return make_user("new@example.com")


@pytest.fixture
def assessment(investor: User) -> RiskAssessment:
    return make_assessment(investor, on=ASSESSED_ON)


def test_whoever_was_assessed_is_told_on_the_same_days(assessment: RiskAssessment, investor: User):
    with recorded() as events:
        counts = [remind_of(before_the_end(days)) for days in (31, 30, 30, 8, 7, 7, 1, 0)]
    assert counts == [0, 1, 0, 0, 1, 0, 0, 0]
    assert verbs(events) == ["assessment.expiring", "assessment.expiring"]
    assert [event.after for event in events] == [
        {"expires_on": ENDS_ON.isoformat(), "days": days} for days in ("30", "7")
    ]
    assert (told(events[0]), events[0].subject_id) == ({investor.id}, assessment.id)
    assert place_of(verb="assessment.expiring", kind="risk_assessment", subject_id=assessment.id) == reverse(
        "compliance:assessment"
    )


def test_a_reminder_of_an_assessment_that_was_missed_comes_late_and_alone(assessment: RiskAssessment):
    assert [remind_of(before_the_end(5)), remind_of(before_the_end(4))] == [1, 0]
    assert list(AssessmentReminder.objects.values_list("days", flat=True)) == [7]


def test_whoever_was_assessed_again_is_left_in_peace(assessment: RiskAssessment, investor: User):
    keys = assessments_due(before_the_end(30))
    make_assessment(investor, on=before_the_end(31))
    assert assessments_due(before_the_end(30)) == []
    assert remind_of_assessments(actor=SWEEP, now=NOW, day=before_the_end(30), keys=keys) == 0


def test_the_next_page_of_assessments_begins_behind_the_last_key(assessment: RiskAssessment):
    first, second = sorted([assessment.id, make_assessment(make_user("other@example.com"), on=ASSESSED_ON).id])
    day = before_the_end(30)
    assert assessments_to_remind_of(day=day, now=NOW, after=None, limit=1) == [first]
    assert assessments_to_remind_of(day=day, now=NOW, after=first, limit=1) == [second]


def test_only_the_platform_reminds_of_assessments(assessment: RiskAssessment, officer: Persona):
    with nothing_changes(AssessmentReminder), pytest.raises(NotAuthorised):
        remind_of_assessments(actor=officer.actor, now=NOW, day=before_the_end(30), keys=[assessment.id])
