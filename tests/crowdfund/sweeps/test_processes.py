"""tests / sweeps: a real worker and a real beat see that the clock was moved, and do what has become due."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections

from crowdfund.accounts.core.roles import Role
from crowdfund.audit.models import Event
from crowdfund.db.clock import business_now
from crowdfund.db.models import Heartbeat
from crowdfund.kernel.days import legal_day, start_of
from crowdfund.sweeps.core.states import RunState
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import add_lots, marks, once
from tests.factories.accounts import make_user
from tests.personas import Persona

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90
"""Seconds after which something that does not happen counts as lost."""


def eventually(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.2)
    return False


@contextmanager
def running(*words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process of the platform on the database of this test."""
    address = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(address._replace(path="/" + connections["default"].settings_dict["NAME"]))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "tests.crowdfund.sweeps.working_app", *words, "-l", "WARNING"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(timeout=PATIENCE)


def test_the_clock_is_moved_and_the_sweep_runs_by_itself(tmp_path):
    operator = Persona(make_user("pan@example.com", roles=[Role.OPERATOR], has_mfa=True))
    today = legal_day(business_now())
    now_due = add_lots(3, due_on=today)
    day = today + timedelta(days=365)
    due_in_a_year = add_lots(5, due_on=day)
    beat_words = ("beat", "--pidfile=", f"--schedule={tmp_path / 'beat'}")
    with (
        running("worker", "--pool", "solo", "--without-gossip", "--without-mingle", log=tmp_path / "worker") as worker,
        running(*beat_words, log=tmp_path / "beat.log") as beat,
        running(*beat_words, log=tmp_path / "second_beat.log"),
    ):
        assert eventually(lambda: len(marks()) == 3), (tmp_path / "worker").read_text()
        answer = operator.submit("/clock/", {"to": day.isoformat()})
        assert answer.status_code == 303
        assert eventually(lambda: len(marks()) == 8), (tmp_path / "worker").read_text()
        assert eventually(lambda: SweepRun.objects.filter(day=day).exclude(finished_at=None).exists())
        assert worker.poll() is None
        assert beat.poll() is None
        assert eventually(lambda: Heartbeat.objects.filter(name="beat").exists())
    assert marks() == once(now_due + due_in_a_year)
    assert sum(run.effects for run in SweepRun.objects.filter(day=day)) == 5
    assert {run.state for run in SweepRun.objects.all()} == {RunState.FINISHED}
    assert all(run.started_at >= start_of(day) for run in SweepRun.objects.filter(day=day))
    assert day.isoformat() not in [event.after["day"] for event in Event.objects.filter(verb="sweep.late")]
