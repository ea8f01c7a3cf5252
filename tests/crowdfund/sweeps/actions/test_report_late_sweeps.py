"""tests / sweeps actions: one alarm for each late sweep and legal day, to every operator."""

from datetime import timedelta

import pytest

from crowdfund.audit.models import Event
from crowdfund.kernel.days import start_of
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.report_late_sweeps import report_late_sweeps
from crowdfund.sweeps.actions.run_due_sweeps import run_due_sweeps
from crowdfund.sweeps.core.sweep import install_sweep
from tests.crowdfund.sweeps.lots import DAY, NOON, SWEEPER, lot_sweep
from tests.events import nothing_changes, recorded, told

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
STILL = timedelta(minutes=2)


def report(now=NOON, landed_at=None):
    return report_late_sweeps(actor=SWEEPER, now=now, landed_at=landed_at)


def seen_and_reported(now=NOON, landed_at=None):
    """Look, and look again when it is late for good; nothing is told the first time."""
    assert report(now, landed_at) == 0
    return report(now + STILL, landed_at)


@pytest.fixture(autouse=True)
def two_sweeps():
    install_sweep(lot_sweep(name="first"))
    install_sweep(lot_sweep(name="second"))


def test_each_late_sweep_is_told_of_once_a_day(operator, founder):
    with recorded() as events:
        assert [seen_and_reported(), report(), report(NOON + timedelta(hours=1))] == [2, 0, 0]
        assert seen_and_reported(NOON + ONE_DAY) == 2
    assert [(event.verb, event.after) for event in events] == [
        ("sweep.late", {"sweep": name, "day": day.isoformat()})
        for day in (DAY, DAY + ONE_DAY)
        for name in ("first", "second")
    ]
    assert [told(event) for event in events] == [{operator.id}] * 4
    assert len({event.subject_id for event in events}) == 2


def test_on_a_first_start_whoever_reports_before_the_first_run_alarms_nobody():
    with nothing_changes(Event):
        assert report() == 0
    run_due_sweeps(actor=SWEEPER, now=NOON + timedelta(seconds=20))
    assert report(NOON + STILL) == 0


def test_what_is_still_late_after_two_minutes_is_told_and_not_before():
    assert report() == 0
    assert report(NOON + STILL - timedelta(seconds=1)) == 0
    assert report(NOON + STILL) == 2


def test_a_run_that_ended_is_not_late():
    run_due_sweeps(actor=SWEEPER, now=start_of(DAY))
    assert report() == 0


def test_nobody_is_late_within_ten_minutes_after_midnight_or_after_the_clock_was_moved():
    assert seen_and_reported(start_of(DAY) + timedelta(minutes=7)) == 0
    assert seen_and_reported(NOON, landed_at=NOON - timedelta(minutes=7)) == 0
    assert seen_and_reported(NOON, landed_at=NOON - timedelta(minutes=11)) == 2


def test_one_that_fails_is_late():
    def fails(**_):
        raise ZeroDivisionError

    install_sweep(lot_sweep(name="broken", due=fails))
    run_due_sweeps(actor=SWEEPER, now=start_of(DAY))
    with recorded() as events:
        assert seen_and_reported() == 1
    assert events[0].after["sweep"] == "broken"


def test_nobody_but_the_platform_reports(operator):
    with pytest.raises(NotAuthorised):
        report_late_sweeps(actor=operator.actor, now=NOON, landed_at=None)
