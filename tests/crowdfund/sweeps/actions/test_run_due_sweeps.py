"""tests / sweeps actions: every sweep whose time has come runs, and a broken one keeps nobody waiting."""

from datetime import timedelta

import pytest

from crowdfund.kernel.days import start_of
from crowdfund.kernel.errors import Busy, NotAuthorised
from crowdfund.sweeps.actions.run_due_sweeps import run_due_sweeps
from crowdfund.sweeps.core.sweep import install_sweep
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import DAY, NOON, SWEEPER, add_lots, lot_sweep, marks, once

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def run_due(now=NOON):
    return run_due_sweeps(actor=SWEEPER, now=now)


def nothing_due(**_):
    return []


def test_nothing_is_installed_and_nothing_runs():
    assert run_due() == 0


def test_each_runs_once_a_day():
    ids = add_lots(3) + add_lots(2, due_on=DAY + ONE_DAY)
    install_sweep(lot_sweep())
    install_sweep(lot_sweep(name="another", due=nothing_due))
    assert [run_due(), run_due(NOON + timedelta(hours=11)), run_due(start_of(DAY + ONE_DAY))] == [2, 0, 2]
    assert marks() == once(ids)
    assert SweepRun.objects.count() == 4


def test_a_week_without_it_is_made_good_by_one_run():
    ids = [key for offset in range(7) for key in add_lots(2, due_on=DAY + offset * ONE_DAY)]
    install_sweep(lot_sweep())
    run_due()
    assert run_due(NOON + 6 * ONE_DAY) == 1
    assert marks() == once(ids)


def test_a_short_period_runs_again_on_the_same_day():
    install_sweep(lot_sweep(every=timedelta(hours=1)))
    run_due()
    late_lots = add_lots(1)
    assert run_due(NOON + timedelta(minutes=59)) == 0
    assert run_due(NOON + timedelta(minutes=61)) == 1
    assert marks() == once(late_lots)


@pytest.mark.parametrize("fault", [ZeroDivisionError("broken"), Busy(retry_after=1)])
def test_one_that_fails_does_not_stop_the_others_and_is_tried_again(fault):
    ids = add_lots(2)

    def fails(**_):
        raise fault

    install_sweep(lot_sweep(name="a_broken_one", settle=fails))
    install_sweep(lot_sweep())
    assert run_due() == 1
    assert marks() == once(ids)
    add_lots(1)
    run_due(NOON + timedelta(seconds=20))
    assert SweepRun.objects.filter(sweep="a_broken_one", finished_at=None).count() == 2


def test_nobody_but_the_platform_runs_them(operator):
    with pytest.raises(NotAuthorised):
        run_due_sweeps(actor=operator.actor, now=NOON)
