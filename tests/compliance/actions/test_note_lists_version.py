"""A version of the lists is noted when it becomes current, once."""

from datetime import UTC, datetime

import pytest

from compliance.actions.note_lists_version import note_lists_version
from compliance.models import ListsVersion
from compliance.queries.screenings import current_lists
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.screening import SCREENER, make_lists
from tests.personas import Persona

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def note(version: str, *, actor=SCREENER):
    return note_lists_version(actor=actor, now=NOW, version=version)


def test_the_latest_is_current_and_an_older_one_may_come_back():
    make_lists("v1")
    with recorded() as events:
        assert note("v2") is not None
    assert verbs(events) == ["screening_lists.changed"]
    assert (events[0].before, events[0].after) == ({"version": "v1"}, {"version": "v2"})
    assert note("v1") is not None
    lists = current_lists()
    assert lists is not None
    assert (lists.version, str(lists.known_on)) == ("v1", "2026-11-22")


def test_the_same_version_again_changes_nothing():
    note("v1")
    with nothing_changes(ListsVersion):
        assert note("v1") is None


def test_people_do_not_say_which_lists_are_current(officer: Persona):
    with nothing_changes(ListsVersion), pytest.raises(NotAuthorised):
        note("v1", actor=officer.actor)
