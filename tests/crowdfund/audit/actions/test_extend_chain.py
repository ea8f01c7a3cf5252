"""audit / actions: one run seals all that waits and anchors it."""

import pytest

from crowdfund.audit.actions import extend_chain as module
from crowdfund.audit.actions.extend_chain import extend_chain
from crowdfund.audit.actions.verify_chain import verify_chain
from crowdfund.audit.models import Block, Event
from tests.factories.audit import NOON, SYSTEM, happen

pytestmark = pytest.mark.django_db


def extend(path, limit=1_000):
    return extend_chain(actor=SYSTEM, now=NOON, anchor=path, limit=limit)


def test_a_backlog_is_sealed_in_full_blocks_and_anchored(tmp_path):
    for _ in range(7):
        happen()
    report = extend(tmp_path / "anchor", limit=3)
    assert (report.blocks, report.events, report.appended, report.anchored_until) == (3, 7, 3, 3)
    assert not Event.objects.unsealed().exists()


def test_a_run_without_work_changes_nothing(tmp_path):
    happen()
    extend(tmp_path / "anchor")
    report = extend(tmp_path / "anchor")
    assert (report.blocks, report.events, report.appended, report.anchored_until) == (0, 0, 0, 1)


def test_one_run_is_bounded_and_the_next_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_BLOCKS", 2)
    for _ in range(5):
        happen()
    assert extend(tmp_path / "anchor", limit=2).blocks == 2
    assert extend(tmp_path / "anchor", limit=2).blocks == 1


def test_a_crash_between_commit_and_anchor_is_caught_up_by_the_next_run(tmp_path, monkeypatch):
    path = tmp_path / "anchor"
    happen()
    extend(path)

    def crash(**_):
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(module, "anchor_heads", crash)
        happen()
        with pytest.raises(SystemExit):
            extend(path)
    assert Block.objects.count() == 2
    found = verify_chain(anchor=path)
    assert (found.flaw, found.tally.anchored_until) == (None, 1)
    assert extend(path).appended == 1
    assert verify_chain(anchor=path).tally.anchored_until == 2
