"""tests / sweeps actions: one run over real rows: what is due is done once, in batches, with a record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthenticated, NotAuthorised
from crowdfund.sweeps.actions.run_sweep import SweepReport, UnendingSweep, run_sweep
from crowdfund.sweeps.core.states import RunState
from crowdfund.sweeps.models import Effect, SweepRun
from tests.crowdfund.sweeps.lots import (
    DAY,
    NOON,
    SWEEPER,
    add_lots,
    lot_sweep,
    marks,
    once,
    settle_lots,
    settle_unguarded,
)
from tests.events import nothing_changes

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def run(sweep=None, *, day=DAY, now=NOON, **options):
    return run_sweep(actor=SWEEPER, now=now, sweep=sweep or lot_sweep(), day=day, **options)


def test_what_is_due_is_done_and_the_rest_is_left():
    yesterday, today, tomorrow = (add_lots(2, due_on=DAY + offset * ONE_DAY) for offset in (-1, 0, 1))
    assert run() == SweepReport(keys=4, effects=4, is_dry=False)
    assert marks() == once(yesterday + today)
    assert not marks().keys() & set(tomorrow)


def test_a_missed_day_changes_nothing_in_the_result():
    ids = [key for offset in range(5) for key in add_lots(3, due_on=DAY - offset * ONE_DAY)]
    run()
    assert marks() == once(ids)


def test_a_second_run_finds_nothing():
    ids = add_lots(3)
    run()
    assert run() == SweepReport(keys=0, effects=0, is_dry=False)
    assert marks() == once(ids)


def test_it_goes_in_ranges_of_keys_and_tells_how_far_it_is():
    ids = add_lots(7)
    batches, told = [], []

    def settle(**given):
        batches.append(given["keys"])
        return settle_lots(**given)

    run(lot_sweep(settle=settle, batch=3), report=lambda *counts: told.append(counts))
    assert batches == [ids[:3], ids[3:6], ids[6:]]
    assert told == [(3, 3), (6, 6), (7, 7)]


def test_the_run_is_recorded_with_its_counts():
    add_lots(4)
    run(lot_sweep(batch=3))
    record = SweepRun.objects.get()
    assert (record.sweep, record.day, record.started_at) == ("unlock_lots", DAY, NOON)
    assert (record.keys, record.effects, record.state) == (4, 4, RunState.FINISHED)
    assert record.took_ms is not None
    assert record.finished_at == NOON + timedelta(milliseconds=record.took_ms)


def test_a_dry_run_counts_and_writes_nothing():
    add_lots(5)
    with nothing_changes(SweepRun, Effect):
        assert run(lot_sweep(batch=2), is_dry=True) == SweepReport(keys=5, effects=0, is_dry=True)
    assert marks() == {}


def test_a_dry_run_may_look_ahead():
    add_lots(2, due_on=DAY + ONE_DAY)
    assert run(is_dry=True).keys == 0
    assert run(is_dry=True, day=DAY + ONE_DAY).keys == 2


class Killed(BaseException):
    """Like a worker that is killed: nobody catches it."""


class DiesInBatch:
    """Settles as usual, but dies in one batch, after it has written and before it commits."""

    def __init__(self, number):
        self.left = number

    def __call__(self, **given):
        self.left -= 1
        if self.left:
            return settle_lots(**given)
        with unit_of_work(actor=given["actor"], now=given["now"]):
            settle_lots(**given)
            raise Killed


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_whoever_is_killed_in_a_batch_loses_that_batch_and_the_next_run_does_it(batch):
    ids = add_lots(6)
    with pytest.raises(Killed):
        run(lot_sweep(settle=DiesInBatch(batch), batch=2))
    assert marks() == once(ids[: 2 * (batch - 1)])
    assert [record.state for record in SweepRun.objects.all()] == [RunState.UNFINISHED]
    left = 6 - 2 * (batch - 1)
    assert run(lot_sweep(batch=2)) == SweepReport(keys=left, effects=left, is_dry=False)
    assert marks() == once(ids)


def test_control_without_a_claim_a_second_run_doubles():
    ids = add_lots(2)
    for _ in range(2):
        run(lot_sweep(settle=settle_unguarded))
    assert marks() == dict.fromkeys(ids, 2)


@pytest.mark.parametrize("keys", [sorted([uuid4(), uuid4()], reverse=True), [uuid4()] * 2, [uuid4()]])
def test_keys_that_do_not_ascend_would_never_end(keys):
    with pytest.raises(UnendingSweep, match="unlock_lots"):
        run(lot_sweep(due=lambda **_: keys))


def test_nobody_but_the_platform_runs_it(founder, operator):
    add_lots(1)
    with nothing_changes(SweepRun, Effect):
        for actor, error in (
            (founder.actor, NotAuthorised),
            (operator.actor, NotAuthorised),
            (Actor.anonymous("tests"), NotAuthenticated),
        ):
            with pytest.raises(error):
                run_sweep(actor=actor, now=NOON, sweep=lot_sweep(), day=DAY)
