"""People are told that their certification ends: thirty and seven days ahead, once each, unless they renewed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from compliance.actions.remind_of_expiry import remind_of_expiry
from compliance.core.certification import Regime
from compliance.models import Certification
from compliance.queries.certifications import certifications_to_remind_of
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.compliance import make_application, make_certification
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
