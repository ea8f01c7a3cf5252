"""Two runs at once, with real connections: each effect once. The control leaves lock and claim out, and it doubles."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from crowdfund.sweeps.actions.run_sweep import SweepReport, run_sweep
from crowdfund.sweeps.core.states import RunState
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import (
    DAY,
    NOON,
    SWEEPER,
    add_lots,
    due_lots,
    lot_sweep,
    marks,
    once,
    settle_lots,
    settle_unguarded,
    settle_with_claim_only,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
"""Seconds after which a run that does not end counts as lost."""


def run_two_at_once(settle, *, batch):
    """Let both runs read what is due before either does anything."""
    met = Barrier(2, timeout=PATIENCE)

    def run(_):
        has_met = False

        def due(**given):
            nonlocal has_met
            keys = due_lots(**given)
            if not has_met:
                has_met = True
                met.wait()
            return keys

        try:
            sweep = lot_sweep(settle=settle, due=due, batch=batch)
            return run_sweep(actor=SWEEPER, now=NOON, sweep=sweep, day=DAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        return [future.result(timeout=PATIENCE) for future in [pool.submit(run, number) for number in range(2)]]


@pytest.mark.parametrize("settle", [settle_lots, settle_with_claim_only])
@pytest.mark.parametrize("batch", [100, 7])
def test_each_effect_happens_once(settle, batch):
    ids = add_lots(40)
    reports = run_two_at_once(settle, batch=batch)
    assert marks() == once(ids)
    assert sum(report.effects for report in reports) == 40
    assert [run.state for run in SweepRun.objects.all()] == [RunState.FINISHED] * 2


def test_control_without_lock_and_claim_each_effect_happens_twice():
    ids = add_lots(40)
    reports = run_two_at_once(settle_unguarded, batch=100)
    assert marks() == dict.fromkeys(ids, 2)
    assert reports == [SweepReport(keys=40, effects=40, is_dry=False)] * 2
