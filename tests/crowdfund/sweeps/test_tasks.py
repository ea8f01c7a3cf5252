"""tests / sweeps: what beat wakes; twice is once."""

from datetime import timedelta

import pytest

from crowdfund.audit.models import Event
from crowdfund.celery import EVERY_SECONDS
from crowdfund.db.clock import business_now
from crowdfund.db.models import BusinessClock
from crowdfund.kernel.days import legal_day, start_of
from crowdfund.sweeps import tasks
from crowdfund.sweeps.core.sweep import install_sweep
from tests.crowdfund.sweeps.lots import add_lots, lot_sweep, marks, once

pytestmark = pytest.mark.django_db


def test_what_is_due_is_done_when_the_clock_has_moved_there():
    install_sweep(lot_sweep())
    ids = add_lots(2, due_on=legal_day(business_now()) + timedelta(days=365))
    tasks.run_due()
    assert marks() == {}
    BusinessClock.advance(by=timedelta(days=365))
    tasks.run_due(added_by_a_later_version=True)
    tasks.run_due()
    assert marks() == once(ids)


def late_alarms():
    tasks.report_late()
    return Event.objects.filter(verb="sweep.late").count()


def test_a_clock_that_was_just_moved_raises_no_alarm_and_one_that_ran_on_raises_one(monkeypatch):
    install_sweep(lot_sweep())
    noon = start_of(legal_day(business_now()) + timedelta(days=365)) + timedelta(hours=12)
    BusinessClock.advance(by=noon - business_now())
    assert late_alarms() == 0
    landed_at = business_now()
    alarms = []
    for minutes in (11, 12, 13, 14):
        later = landed_at + timedelta(minutes=minutes)
        monkeypatch.setattr(tasks, "business_now", lambda at=later: at)
        alarms.append(late_alarms())
    assert alarms == [0, 0, 1, 1]


@pytest.mark.parametrize(("task", "seconds"), [(tasks.run_due, 20), (tasks.report_late, 60)])
def test_beat_wakes_them_under_these_names(task, seconds):
    assert EVERY_SECONDS[task.name] == seconds
