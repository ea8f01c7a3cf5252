"""notices / models: one notice per event and reader, and nobody reads another one's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.kernel.actor import Actor
from crowdfund.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.audit import NOON, SYSTEM, happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    Notice.tell(recipient_id=make_user().id, event_id=happen().id, now=NOON)
    return Notice.objects.get()


def test_telling_twice_is_telling_once(notice):
    Notice.tell(recipient_id=notice.recipient_id, event_id=notice.event_id, now=NOON + timedelta(days=1))
    assert Notice.objects.get().told_at == NOON


def test_the_database_refuses_a_second_notice(notice):
    with pytest.raises(IntegrityError, match="notice_once_each"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (id, recipient_id, event_id, told_at)"
            " SELECT gen_random_uuid(), recipient_id, event_id, told_at FROM notices_notice"
        )


def test_the_first_reading_counts(notice):
    notice.read(now=NOON)
    notice.read(now=NOON + timedelta(days=1))
    assert Notice.objects.get().read_at == NOON


def test_nobody_sees_what_somebody_else_was_told(notice, auditor, stranger):
    for actor in (auditor.actor, stranger.actor, SYSTEM, Actor.anonymous("r")):
        assert not Notice.objects.visible_to(actor).exists()


def test_reading_all_reads_only_ones_own(notice):
    other = make_user()
    Notice.tell(recipient_id=other.id, event_id=notice.event_id, now=NOON)
    assert Notice.read_all(recipient_id=other.id, now=NOON) == 1
    assert Notice.read_all(recipient_id=other.id, now=NOON) == 0
    assert list(Notice.objects.unread()) == [notice]
