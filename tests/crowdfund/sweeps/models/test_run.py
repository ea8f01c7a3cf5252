"""tests / sweeps models: a run begins, and ends whole or not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models import F

from crowdfund.sweeps.core.states import RunState
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import DAY, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return SweepRun.begin(sweep="unlock_lots", day=DAY, now=NOON)


def test_it_ends_with_what_it_counted(run):
    assert run.state is RunState.UNFINISHED
    run.count(keys=3, effects=2)
    run.count(keys=1, effects=1)
    run.finish(took_ms=1500)
    stored = SweepRun.objects.get()
    assert (stored.keys, stored.effects, stored.took_ms) == (4, 3, 1500)
    assert stored.finished_at == NOON + timedelta(milliseconds=1500)
    assert stored.state is RunState.FINISHED


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"took_ms": 1}, "sweep_run_ends_whole"),
        ({"finished_at": NOON}, "sweep_run_ends_whole"),
        ({"took_ms": 1, "finished_at": F("started_at") - timedelta(seconds=1)}, "sweep_run_ends_after_it_began"),
    ],
)
def test_it_does_not_end_by_half(run, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        SweepRun.objects.update(**fields)
