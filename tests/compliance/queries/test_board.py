"""The board: which rule stands in the way of which deal, what ends soon, in a number of queries that does not grow."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.core.outcome import Outcome
from compliance.models import Determination
from compliance.queries.board import (
    certifications_ending,
    clearances_ending,
    verdict_counts,
    waiting_certifications,
    waiting_clearances,
    waiting_people,
    waiting_screenings,
)
from compliance.queries.heat import heat_of
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.ids import new_id
from tests.factories.accounts import LONG_AGO, make_person, make_user
from tests.factories.compliance import (
    make_application,
    make_certification,
    make_clearance_request,
    make_determination,
)

pytestmark = pytest.mark.django_db
TODAY = legal_day(LONG_AGO)


def many(row, number):
    """Store copies of a determination about other deals, as a year of work would."""
    columns = {each.attname: getattr(row, each.attname) for each in Determination._meta.concrete_fields}
    Determination.objects.bulk_create(
        Determination(**{**columns, "id": new_id(LONG_AGO), "subject_id": uuid4()}) for _ in range(number)
    )


def queries_of(actor):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        heat_of(actor)
        verdict_counts(actor, since=TODAY)
        list(certifications_ending(actor, today=TODAY))
        list(clearances_ending(actor, today=TODAY))
    return len(seen)


def test_ten_thousand_determinations_take_no_more_queries_than_one(founder, officer):
    actor = officer.actor
    row = make_determination(founder.actor, Outcome.WARN)
    few = queries_of(actor)
    many(row, 10_000)
    assert queries_of(actor) == few
    assert verdict_counts(actor, since=TODAY)[Outcome.WARN] == 10_001


def test_what_ends_soon_is_listed(founder, follower, officer):
    ending = make_certification(follower.user)
    assert list(certifications_ending(officer.actor, today=TODAY)) == []
    assert ending.expires_on is not None
    assert list(certifications_ending(officer.actor, today=ending.expires_on - timedelta(days=30))) == [ending]
    assert list(certifications_ending(officer.actor, today=ending.expires_on)) == []
    row = make_clearance_request(founder.actor, Outcome.REFER)
    row.grant(officer_id=officer.id, opinion="x", granted_on=TODAY, expires_on=TODAY + timedelta(9), now=LONG_AGO)
    assert list(clearances_ending(officer.actor, today=TODAY)) == [row]


def test_each_queue_is_counted_with_its_oldest(founder, follower, officer):
    make_application(follower.user)
    make_clearance_request(founder.actor, Outcome.REFER)
    make_person(make_user("declared@example.com"))
    for backlog in (waiting_certifications, waiting_clearances, waiting_people):
        found = backlog(officer.actor)
        assert found is not None
        assert (found.count, found.oldest_at) == (1, LONG_AGO)


def test_an_auditor_sees_no_queue_that_is_not_theirs(personas):
    auditor = personas["auditor"].actor
    assert waiting_people(auditor) is None
    assert waiting_screenings(auditor) is None
