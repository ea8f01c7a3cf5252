"""What of the room stands in the calendar, and for whom."""

from datetime import date, timedelta

import pytest

from compliance.core.duties import Span
from compliance.core.outcome import Outcome
from compliance.core.turns import turns_of
from compliance.library import book
from compliance.queries.duties import (
    assessments_that_end,
    certifications_that_end,
    clearances_that_end,
    decisions_due,
    screenings_that_end,
    turns_of_law,
)
from crowdfund.kernel.days import add_months
from tests.factories.compliance import (
    make_application,
    make_assessment,
    make_certification,
    make_clearance,
    make_determination,
)
from tests.factories.deals import NOW, TODAY
from tests.factories.screening import make_screening

pytestmark = pytest.mark.django_db
NEXT_YEAR = add_months(TODAY, 12)
ALL_YEARS = Span(first=date.min, last=date.max, today=TODAY)
ALL = Span(first=date.min, last=TODAY + timedelta(days=800), today=TODAY)


def keys(found) -> list[str]:
    return [each.key for each in found]


def test_a_certification_ends_for_its_holder_and_for_officers(follower, lead, officer):
    row = make_certification(follower.user, now=NOW)
    (own,) = certifications_that_end(follower.actor, ALL)
    assert (own.on, own.about, own.page) == (NEXT_YEAR, "", "compliance:certification")
    (seen,) = certifications_that_end(officer.actor, ALL)
    assert (seen.about, seen.args) == (follower.user.email, (row.id,))
    assert keys(certifications_that_end(lead.actor, ALL)) == []


def test_one_that_was_renewed_is_no_longer_awaited(follower):
    make_certification(follower.user, on=TODAY - timedelta(days=100), now=NOW)
    newer = make_certification(follower.user, now=NOW)
    make_application(follower.user, now=NOW)
    assert keys(certifications_that_end(follower.actor, ALL)) == [str(newer.id)]


def test_only_the_days_that_were_asked_for(follower):
    make_certification(follower.user, now=NOW)
    eve, morrow = NEXT_YEAR - timedelta(days=1), NEXT_YEAR + timedelta(days=1)
    assert keys(certifications_that_end(follower.actor, Span(first=TODAY, last=eve, today=TODAY))) == []
    assert keys(certifications_that_end(follower.actor, Span(first=morrow, last=date.max, today=TODAY))) == []
    assert len(keys(certifications_that_end(follower.actor, Span(first=NEXT_YEAR, last=NEXT_YEAR, today=TODAY)))) == 1


def test_the_latest_risk_assessment_of_a_person_ends(follower, founder, officer):
    make_assessment(follower.user, on=TODAY - timedelta(days=400), now=NOW - timedelta(days=400))
    row = make_assessment(follower.user, now=NOW)
    (own,) = assessments_that_end(follower.actor, ALL_YEARS)
    assert (own.on, own.key, own.page) == (add_months(TODAY, 36), str(row.id), "compliance:assessment")
    seen = [each.about for each in assessments_that_end(officer.actor, ALL_YEARS)]
    assert seen.count(follower.user.email) == 1
    assert keys(assessments_that_end(founder.actor, ALL_YEARS)) == []
    assert keys(assessments_that_end(follower.actor, ALL)) == []


def test_a_clearance_ends_for_whoever_asked_and_for_officers(founder, stranger, officer):
    determination = make_determination(founder.actor, Outcome.WARN, now=NOW)
    row = make_clearance(determination.id, requested_by=founder.user, now=NOW)
    (own,) = clearances_that_end(founder.actor, ALL)
    assert (own.on, own.about, own.args) == (row.expires_on, "", (row.id,))
    assert [each.about for each in clearances_that_end(officer.actor, ALL)] == [founder.user.email]
    assert keys(clearances_that_end(stranger.actor, ALL)) == []


def test_a_screening_ends_for_officers_alone(follower, officer):
    make_screening(follower.user, now=NOW - timedelta(days=30))
    newer = make_screening(follower.user, now=NOW)
    assert keys(screenings_that_end(officer.actor, ALL)) == [str(newer.id)]
    assert keys(screenings_that_end(follower.actor, ALL)) == []


def test_the_oldest_of_a_queue_is_due(follower, officer):
    make_application(follower.user, now=NOW)
    (due,) = (each for each in decisions_due(officer.actor, ALL) if each.key == "compliance:certifications")
    assert (due.on, due.page) == (TODAY + timedelta(days=5), "compliance:certifications")
    assert keys(decisions_due(officer.actor, Span(first=TODAY, last=TODAY, today=TODAY))) == []
    assert keys(decisions_due(follower.actor, ALL)) == []


def test_the_law_turns_for_everybody(stranger):
    found = list(turns_of_law(stranger.actor, ALL, turns=turns_of(book())))
    begins, ends = sorted((each for each in found if each.on == date(2024, 7, 1)), key=lambda each: -len(each.query))
    assert begins.query == "day=2024-07-01#company_law_2023"
    assert ends.query == "day=2024-07-01"
    assert begins.key != ends.key
    assert keys(turns_of_law(stranger.actor, Span(first=TODAY, last=TODAY, today=TODAY), turns=())) == []
