"""notices / facts: one message for the page and for the e-mail; the price of a page does not grow."""

from uuid import uuid4

import pytest

from crowdfund.db.events import Subject
from crowdfund.notices.core.wording import NoWords
from crowdfund.notices.facts import PAGE_SIZE, inbox, message_of
from tests.factories.audit import happen
from tests.factories.notices import deliver

pytestmark = pytest.mark.django_db


def test_a_message_says_what_happened_and_where_to_go_on():
    event = happen("round.approved", after={"state": "approved"}, reason="fine")
    message = message_of(event)
    assert (message.title["en"], message.reason, message.path) == (
        "Raise approved",
        "fine",
        f"/rounds/{event.subject_id}/",
    )
    assert message.face is not None
    assert message.face.tone == "decided"


def test_an_unknown_state_has_no_badge_and_an_unknown_verb_no_message():
    assert message_of(happen("round.approved", after={"state": "upside_down"})).face is None
    with pytest.raises(NoWords):
        message_of(happen("moon.landed"))


def test_pages_join_without_a_gap_latest_first(founder):
    for _ in range(PAGE_SIZE + 5):
        happen("round.edited", notify=[founder.id])
    deliver()
    actor = founder.actor
    first = inbox(actor=actor, before=None)
    second = inbox(actor=actor, before=first.older_than)
    ids = [line.id for page in (first, second) for line in page.lines]
    assert (len(first.lines), len(second.lines), second.older_than) == (PAGE_SIZE, 5, None)
    assert ids == sorted(set(ids), reverse=True)
    assert first.unread == PAGE_SIZE + 5


@pytest.mark.parametrize("count", [1, 20])
def test_the_price_of_a_page_does_not_grow_with_it(founder, django_assert_num_queries, count):
    for _ in range(count):
        happen(
            "organisation.created",
            subject=Subject(kind="organisation", id=founder.organisation.id),
            notify=[founder.id],
        )
    deliver()
    actor = founder.actor
    with django_assert_num_queries(3):
        page = inbox(actor=actor, before=None)
    assert {line.name for line in page.lines} == {founder.organisation.name}


def test_what_the_reader_may_not_see_has_no_name(stranger, founder):
    happen(
        "organisation.created",
        subject=Subject(kind="organisation", id=founder.organisation.id),
        notify=[stranger.id],
    )
    happen("client.disabled", subject=Subject(kind="client", id=uuid4()), notify=[stranger.id])
    deliver()
    assert [line.name for line in inbox(actor=stranger.actor, before=None).lines] == ["", ""]
