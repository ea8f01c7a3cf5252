"""tests / web: the heartbeat beats, old answers are forgotten, twice is as good as once."""

from datetime import timedelta

import pytest

from crowdfund.db.models import Heartbeat
from crowdfund.kernel.clock import system_now
from crowdfund.web.idempotency import KEEP
from crowdfund.web.models import StoredAnswer
from crowdfund.web.tasks import beat_heart, forget_old_answers

pytestmark = pytest.mark.django_db


def test_the_worker_notes_that_it_works():
    before = system_now()
    for _ in range(2):
        beat_heart()
    assert before <= Heartbeat.objects.get(name="worker").beat_at <= system_now()


def test_answers_past_their_time_are_forgotten_and_others_kept(founder):
    founder.submit("/projects/new", {"organisation": str(founder.organisation.id), "name": "Valves"})
    assert StoredAnswer.objects.count() == 1
    forget_old_answers()
    assert StoredAnswer.objects.count() == 1
    StoredAnswer.objects.update(answered_at=system_now() - KEEP - timedelta(minutes=1))
    for _ in range(2):
        forget_old_answers()
    assert not StoredAnswer.objects.exists()
