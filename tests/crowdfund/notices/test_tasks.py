"""notices / tasks: each run delivers what is due, twice is once, and a full run asks for the next."""

import pytest
from django.conf import settings as django_settings

from crowdfund.audit.actions.drain_deliveries import DrainReport
from crowdfund.audit.core.tickets import Channel
from crowdfund.celery import EVERY_SECONDS
from crowdfund.notices import tasks
from crowdfund.notices.actions import deliver_emails, deliver_notices
from crowdfund.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.audit import happen

pytestmark = pytest.mark.django_db


def test_each_task_delivers_once(mailoutbox):
    happen("round.submitted", notify=[make_user().id])
    for _ in range(2):
        tasks.deliver_notices()
        tasks.deliver_emails(added_by_a_later_version=True)
    assert (Notice.objects.count(), len(mailoutbox)) == (1, 1)
    assert mailoutbox[0].from_email == django_settings.DEFAULT_FROM_EMAIL
    assert django_settings.PUBLIC_ADDRESS in mailoutbox[0].body


def test_a_run_that_its_limit_ended_wakes_the_next(monkeypatch):
    woken = []
    monkeypatch.setattr(tasks, "wake", lambda *channels: woken.extend(channels))
    full = DrainReport(done=1, failed=0, parked=0, has_more=True)
    monkeypatch.setattr(deliver_notices, "deliver_notices", lambda **_: full)
    monkeypatch.setattr(deliver_emails, "deliver_emails", lambda **_: full)
    tasks.deliver_notices()
    tasks.deliver_emails()
    assert woken == [Channel.NOTICE, Channel.EMAIL]


def test_a_run_that_is_done_wakes_nobody(monkeypatch):
    monkeypatch.setattr(tasks, "wake", lambda *_: pytest.fail("there is nothing to wake for"))
    tasks.deliver_notices()
    tasks.deliver_emails()


def test_beat_sweeps_both_every_thirty_seconds_under_these_names():
    for task in (tasks.deliver_notices, tasks.deliver_emails):
        assert EVERY_SECONDS[task.name] <= 30
