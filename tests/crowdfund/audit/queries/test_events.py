"""audit / queries: what happened to something, and what fits a filter."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crowdfund.audit.models import Event
from crowdfund.audit.queries.events import EventFilter, event_page_for, event_seen_by, events_about, events_matching
from crowdfund.db.events import Outcome, Subject
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.factories.audit import NOON, SYSTEM, happen, seal

pytestmark = pytest.mark.django_db

AUDITOR = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", roles=frozenset({"auditor"}))


def member_of(company):
    return Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", memberships={company: "member"})


def test_the_story_of_something_is_told_from_its_beginning_and_only_to_those_it_concerns():
    subject, company = Subject(kind="round", id=uuid4()), uuid4()
    first = happen("round.drafted", subject=subject, organisation=company)
    second = happen("round.submitted", subject=subject, organisation=company)
    happen("round.drafted")
    assert list(events_about(subject=subject, actor=member_of(company))) == [first, second]
    assert list(events_about(subject=subject, actor=AUDITOR)) == [first, second]
    assert list(events_about(subject=subject, actor=member_of(uuid4()))) == []
    assert list(events_about(subject=subject, actor=Actor.anonymous("r"))) == []


def test_each_part_of_a_filter_narrows():
    subject = Subject(kind="round", id=uuid4())
    actor = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="number-9")
    wanted = happen("round.opened", subject=subject, actor=actor, outcome=Outcome.REFUSED, now=NOON)
    happen("project.created", subject=Subject(kind="project", id=uuid4()), now=NOON + timedelta(days=1))
    for narrow in (
        EventFilter(verb="round."),
        EventFilter(outcome="refused"),
        EventFilter(subject_kind="round"),
        EventFilter(subject_id=subject.id),
        EventFilter(actor_id=actor.id),
        EventFilter(request_id="number-9"),
        EventFilter(until=NOON + timedelta(days=1)),
        EventFilter(since=NOON, until=NOON + timedelta(seconds=1)),
    ):
        assert list(events_matching(wanted=narrow, actor=AUDITOR)) == [wanted]
    assert len(events_matching(wanted=EventFilter(), actor=AUDITOR)) == 2


def test_pages_follow_each_other_without_a_gap(django_assert_num_queries):
    events = [happen() for _ in range(5)]
    seen: list[Event] = []
    before = ""
    for _ in range(3):
        with django_assert_num_queries(1):
            page = event_page_for(wanted=EventFilter(), actor=AUDITOR, before=before, size=2)
        seen += page.events
        before = str(page.older_than or "")
    assert seen == events[::-1]
    assert page.older_than is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "１"])
def test_a_place_that_is_no_number_begins_at_the_end(before):
    event = happen()
    assert event_page_for(wanted=EventFilter(), actor=AUDITOR, before=before).events == (event,)


def test_the_list_is_for_those_who_watch():
    with pytest.raises(NotAuthorised):
        event_page_for(wanted=EventFilter(), actor=member_of(uuid4()), before="")


def test_one_event_comes_with_its_place_in_one_query(django_assert_num_queries):
    event = happen()
    seal()
    with django_assert_num_queries(1):
        found = event_seen_by(event_id=event.id, actor=AUDITOR)
        assert (found.seal.block.number, found.seal.position) == (1, 1)
    for actor, event_id in ((member_of(uuid4()), event.id), (AUDITOR, uuid4()), (Actor.anonymous("r"), event.id)):
        with pytest.raises(NotFound):
            event_seen_by(event_id=event_id, actor=actor)
    assert event_seen_by(event_id=event.id, actor=SYSTEM) == event
