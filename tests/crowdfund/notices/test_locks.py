"""notices / locks: only the reader's own notice can be locked."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.errors import NotFound
from crowdfund.notices.locks import lock_notice, lock_preferences
from crowdfund.notices.models import Notice
from tests.factories.audit import NOON, happen
from tests.factories.notices import deliver


@pytest.mark.django_db
def test_a_notice_is_locked_for_its_reader_only(founder, stranger):
    happen("round.approved", notify=[founder.id])
    deliver()
    notice = Notice.objects.get()
    with unit_of_work(actor=founder.actor, now=NOON):
        assert lock_notice(notice_id=notice.id, actor=founder.actor) == notice
        with pytest.raises(NotFound):
            lock_notice(notice_id=notice.id, actor=stranger.actor)


@pytest.mark.django_db(transaction=True)
def test_choices_are_locked_in_a_transaction_or_not_at_all(founder):
    with pytest.raises(OutsideWork):
        lock_preferences(founder.id)
