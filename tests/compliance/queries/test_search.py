"""Determinations are found by verdict, rule, kind, subject and day."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from compliance.core.outcome import Outcome
from compliance.core.search import Wanted
from compliance.queries.search import determinations_wanted, every_ruling_wanted, page_of_determinations
from crowdfund.db.events import Subject
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.compliance import make_determination

pytestmark = pytest.mark.django_db
ABOUT = Subject(kind="round", id=uuid4())


@pytest.fixture
def rows(founder):
    early = datetime(2026, 1, 5, 2, tzinfo=UTC)
    return {
        "denied": make_determination(founder.actor, Outcome.DENY, Outcome.PERMIT, about=ABOUT, now=early),
        "warned": make_determination(founder.actor, Outcome.WARN, now=datetime(2026, 2, 5, 2, tzinfo=UTC)),
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["warned", "denied"]),
        (Wanted(outcome=Outcome.DENY), ["denied"]),
        (Wanted(rule="made.up_1"), ["denied"]),
        (Wanted(rule="made.up_1", outcome=Outcome.PERMIT), ["denied"]),
        (Wanted(rule="made.up_1", outcome=Outcome.DENY), []),
        (Wanted(facts_kind="round"), ["warned", "denied"]),
        (Wanted(facts_kind="lead"), []),
        (Wanted(subject_id=ABOUT.id), ["denied"]),
        (Wanted(since=date(2026, 2, 5)), ["warned"]),
        (Wanted(until=date(2026, 2, 4)), ["denied"]),
    ],
)
def test_what_is_wanted_is_found(rows, officer, wanted, found):
    assert [row.id for row in determinations_wanted(wanted, actor=officer.actor)] == [rows[name].id for name in found]


def test_nobody_finds_what_they_may_not_read(rows, stranger, founder):
    assert not determinations_wanted(Wanted(), actor=stranger.actor).exists()
    assert determinations_wanted(Wanted(), actor=founder.actor).count() == len(rows)


def test_it_is_read_by_pages(rows, officer, django_assert_num_queries):
    actor = officer.actor
    with django_assert_num_queries(1):
        first, older = page_of_determinations(Wanted(), actor=actor, before=None, limit=1)
    second, end = page_of_determinations(Wanted(), actor=actor, before=older, limit=1)
    assert [each.id for each in (*first, *second)] == [rows["warned"].id, rows["denied"].id]
    assert end is None
    assert len(list(every_ruling_wanted(Wanted(), actor=actor, limit=1))) == 1


def test_pages_are_for_the_office(founder):
    with pytest.raises(NotAuthorised):
        page_of_determinations(Wanted(), actor=founder.actor, before=None, limit=1)
