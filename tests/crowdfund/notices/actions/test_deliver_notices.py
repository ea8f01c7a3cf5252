"""notices / actions: each reader is told once, in spite of repeats, unless they do without."""

from uuid import uuid4

import pytest

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery
from crowdfund.notices.actions.deliver_notices import tell
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.models import Notice, Preference
from tests.factories.accounts import make_user
from tests.factories.audit import NOON, happen
from tests.factories.notices import COURIER, deliver

pytestmark = pytest.mark.django_db


def test_each_reader_gets_a_notice_and_a_second_run_changes_nothing():
    one, other = make_user(), make_user()
    event = happen("round.submitted", notify=[one.id, other.id])
    assert (deliver().done, deliver().done) == (2, 0)
    assert set(Notice.objects.values_list("recipient_id", "event_id")) == {(one.id, event.id), (other.id, event.id)}


def test_a_delivery_that_is_repeated_after_a_crash_tells_once():
    user = make_user()
    happen("round.submitted", notify=[user.id])
    ticket = Delivery.objects.get(channel=Channel.NOTICE).ticket
    tell(ticket, actor=COURIER, now=NOON)
    deliver()
    assert Notice.objects.count() == 1


def test_what_a_reader_does_without_is_done_and_not_told():
    user = make_user()
    Preference.choose(user_id=user.id, choices={(Topic.RAISES, Channel.NOTICE): False}, now=NOON)
    happen("round.submitted", notify=[user.id])
    happen("role.granted", notify=[user.id])
    assert deliver().done == 2
    assert [notice.event.verb for notice in Notice.objects.select_related("event")] == ["role.granted"]


def test_a_verb_without_words_waits_and_stops_no_other():
    user = make_user()
    happen("moon.landed", notify=[user.id])
    happen("round.submitted", notify=[user.id])
    report = deliver()
    assert (report.done, report.failed) == (1, 1)
    assert Delivery.objects.get(channel=Channel.NOTICE, done_at=None).last_error == "NoWords"


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_does_not_exist_fails_and_stops_no_other():
    user = make_user()
    happen("round.submitted", notify=[uuid4(), user.id])
    report = deliver()
    assert (report.done, report.failed) == (1, 1)
    assert Delivery.objects.get(channel=Channel.NOTICE, done_at=None).last_error == "IntegrityError"
