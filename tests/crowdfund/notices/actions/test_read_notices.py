"""notices / actions: reading is for the one who was told."""

from uuid import uuid4

import pytest

from crowdfund.kernel.errors import NotAuthorised, NotFound
from crowdfund.notices.actions.read_notices import read_all_notices, read_notice
from crowdfund.notices.models import Notice
from tests.factories.audit import NOON, SYSTEM, happen
from tests.factories.notices import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(founder):
    happen("round.approved", notify=[founder.id])
    deliver()
    return Notice.objects.get()


def test_the_reader_reads(founder, notice):
    read_notice(actor=founder.actor, now=NOON, notice_id=notice.id)
    notice.refresh_from_db()
    assert notice.read_at == NOON


def test_nobody_else_even_finds_it(auditor, notice):
    for notice_id in (notice.id, uuid4()):
        with pytest.raises(NotFound):
            read_notice(actor=auditor.actor, now=NOON, notice_id=notice_id)
    assert Notice.objects.unread().count() == 1


def test_all_at_once(founder, stranger, notice):
    assert read_all_notices(actor=stranger.actor, now=NOON) == 0
    assert read_all_notices(actor=founder.actor, now=NOON) == 1
    assert not Notice.objects.unread().exists()
    with pytest.raises(NotAuthorised):
        read_all_notices(actor=SYSTEM, now=NOON)
