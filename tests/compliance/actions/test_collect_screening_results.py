"""What the callbacks have lost is asked for; what the provider has forgotten is told anew."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from compliance.actions.collect_screening_results import collect_screening_results, overdue_screenings
from compliance.core.screening import OVERDUE
from compliance.models import Screening
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes
from tests.factories.screening import SCREENER, make_request, said
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = legal_day(NOW)


def collect(keys, *messages, actor=SCREENER):
    return collect_screening_results(actor=actor, now=NOW, day=DAY, keys=keys, ask=lambda _: list(messages))


@pytest.fixture
def told(follower: Persona) -> Screening:
    """A check that the provider knows for longer than it should need."""
    row = make_request(follower.user, now=NOW - timedelta(hours=1))
    row.tell(now=NOW - OVERDUE)
    return row


def test_what_was_told_long_ago_is_asked_about(told: Screening):
    found: dict[str, Any] = {"day": DAY, "after": None, "limit": 10}
    assert overdue_screenings(now=NOW, **found) == [told.id]
    assert overdue_screenings(now=NOW - timedelta(seconds=1), **found) == []
    assert overdue_screenings(now=NOW, day=DAY, after=told.id, limit=10) == []


def test_a_lost_answer_is_received_and_a_callback_after_all_changes_nothing(told: Screening):
    message = said(told.id)
    assert collect([told.id], message) == 1
    told.refresh_from_db()
    assert told.state == "clear"
    with nothing_changes(Screening):
        assert collect([told.id], message) == 0


def test_a_check_that_the_provider_does_not_know_is_told_anew(told: Screening):
    assert collect([told.id]) == 0
    told.refresh_from_db()
    assert (told.told_at, told.due_at, told.state) == (None, NOW, "requested")


def test_people_do_not_collect(told: Screening, officer: Persona):
    with nothing_changes(Screening), pytest.raises(NotAuthorised):
        collect([told.id], said(told.id), actor=officer.actor)
