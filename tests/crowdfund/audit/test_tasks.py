"""audit / tasks: the sweep seals and anchors; twice is once, and two at once are one."""

from pathlib import Path

import pytest

from crowdfund.audit.models import Block
from crowdfund.audit.tasks import seal_events
from crowdfund.celery import EVERY_SECONDS
from tests.factories.audit import happen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor(settings, tmp_path) -> Path:
    settings.AUDIT_ANCHOR_PATH = tmp_path / "anchor"
    return Path(tmp_path / "anchor")


def test_the_sweep_seals_and_anchors_once(anchor):
    happen()
    seal_events()
    seal_events(added_by_a_later_version=True)
    assert Block.objects.count() == 1
    assert anchor.read_bytes().count(b"\n") == 1


def test_beat_runs_it_every_thirty_seconds_under_this_name():
    assert EVERY_SECONDS[seal_events.name] <= 30
