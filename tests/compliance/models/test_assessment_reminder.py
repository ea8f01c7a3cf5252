"""A reminder is written once for each number of days, and never changed."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from compliance.models import AssessmentReminder
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment

NOW = datetime(2027, 10, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def row(db: None) -> AssessmentReminder:
    return AssessmentReminder.store(assessment_id=make_assessment(make_user("new@example.com")).id, days=30, now=NOW)


def test_nobody_is_reminded_twice_ahead_of_the_same_days(row: AssessmentReminder):
    assert str(row) == f"30 {row.id}"
    AssessmentReminder.store(assessment_id=row.assessment_id, days=7, now=NOW)
    with pytest.raises(IntegrityError):
        AssessmentReminder.store(assessment_id=row.assessment_id, days=30, now=NOW)


def test_it_is_never_changed(row: AssessmentReminder):
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentReminder.objects.filter(id=row.id).update(days=1)
