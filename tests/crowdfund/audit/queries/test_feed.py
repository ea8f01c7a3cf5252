"""audit / queries: a reader who keeps a cursor sees every event that concerns them exactly once."""

from uuid import uuid4

import pytest

from crowdfund.audit.core.cursor import FeedCursor
from crowdfund.audit.core.policy import FEED_SCOPE
from crowdfund.audit.models import Event
from crowdfund.audit.queries.feed import sealed_after
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.audit import SYSTEM, happen, insert_event, seal

START = FeedCursor(0, 0)
COMPANY = uuid4()
CLIENT = Actor(
    kind=ActorKind.CLIENT,
    id=uuid4(),
    request_id="r",
    scopes=frozenset({FEED_SCOPE}),
    memberships={COMPANY: "member"},
)


def read_all(actor, cursor=START, limit=2):
    found: list[Event] = []
    while True:
        page = sealed_after(cursor=cursor, actor=actor, limit=limit)
        found += page.events
        cursor = page.next_cursor
        if not page.has_more:
            return found, cursor


@pytest.mark.django_db
def test_what_is_not_sealed_is_not_shown():
    happen(organisation=COMPANY)
    assert read_all(CLIENT) == ([], START)
    seal()
    assert len(read_all(CLIENT)[0]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [1, 2, 7])
def test_pages_join_across_blocks_without_a_gap_or_a_repeat(limit):
    events = []
    for size in (3, 1, 4):
        events += [happen(organisation=COMPANY) for _ in range(size)]
        seal()
    assert read_all(CLIENT, limit=limit)[0] == events


@pytest.mark.django_db
def test_a_reader_sees_only_what_concerns_them(django_assert_num_queries):
    mine = happen(organisation=COMPANY)
    happen(organisation=uuid4())
    happen()
    seal()
    with django_assert_num_queries(1):
        page = sealed_after(cursor=START, actor=CLIENT, limit=10)
    assert page.events == (mine,)
    assert len(read_all(SYSTEM)[0]) == 3
    stranger = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r")
    assert read_all(stranger)[0] == []


@pytest.mark.django_db
def test_a_client_without_the_scope_and_an_anonymous_visitor_read_nothing():
    for actor in (Actor.anonymous("r"), Actor(kind=ActorKind.CLIENT, id=uuid4(), request_id="r")):
        with pytest.raises(NotAuthorised):
            sealed_after(cursor=START, actor=actor, limit=1)


@pytest.mark.django_db(transaction=True)
def test_a_cursor_never_skips_a_transaction_that_commits_late(app_connection):
    """The late one has the lower sequence number: a cursor over that number would have passed it by."""
    app_connection.autocommit = False
    with app_connection.cursor() as late:
        late_id, late_sequence = insert_event(late, organisation=COMPANY)
        early = happen(organisation=COMPANY)
        seal()
        seen, cursor = read_all(CLIENT)
        assert seen == [early]
        assert late_sequence < early.sequence
        app_connection.commit()
    seal()
    rest, _ = read_all(CLIENT, cursor)
    assert [event.id for event in rest] == [late_id]
