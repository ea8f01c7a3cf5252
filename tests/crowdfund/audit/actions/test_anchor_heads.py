"""audit / actions: the anchor holds each head once and in order, whatever crashed in between."""

import fcntl
import os
import stat
import threading

import pytest
from django.db import connections

from crowdfund.audit.actions import anchor_heads as module
from crowdfund.audit.actions.anchor_heads import AnchorDisagrees, anchor_heads
from crowdfund.audit.core.heads import line_of
from crowdfund.audit.models import Block
from crowdfund.audit.queries.anchor import anchored_heads, latest_anchored
from tests.factories.audit import happen, seal, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "anchors" / "audit.jsonl"


def make_blocks(count: int) -> None:
    for _ in range(count):
        happen()
        seal()


def expected() -> list:
    return [block.head for block in Block.objects.order_by("number")]


def test_each_new_head_is_appended_once(path):
    make_blocks(2)
    assert anchor_heads(path=path).appended == 2
    assert anchor_heads(path=path).appended == 0
    make_blocks(1)
    report = anchor_heads(path=path)
    assert (report.appended, report.anchored_until) == (1, 3)
    assert list(anchored_heads(path)) == expected()


def test_only_the_platform_may_read_and_write_the_file(path):
    make_blocks(1)
    anchor_heads(path=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_heads_that_a_crash_kept_out_are_caught_up(path):
    make_blocks(1)
    anchor_heads(path=path)
    make_blocks(3)  # sealed and committed, but the process died before it appended
    assert anchor_heads(path=path).appended == 3
    assert list(anchored_heads(path)) == expected()


@pytest.mark.parametrize("kept", [0, 1, 40])
def test_a_line_that_a_crash_tore_is_repeated_whole(path, kept):
    make_blocks(2)
    first, second = (line_of(block.head) for block in Block.objects.order_by("number"))
    path.parent.mkdir()
    path.write_bytes(first + second[:kept])
    assert anchor_heads(path=path).appended == 1
    assert list(anchored_heads(path)) == expected()


def test_a_disk_that_takes_only_a_part_is_told_and_mended_by_the_next_run(path, monkeypatch):
    make_blocks(1)
    usual = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: usual(descriptor, data[:20]))
    with pytest.raises(OSError, match="part of a line"):
        anchor_heads(path=path)
    monkeypatch.setattr(os, "write", usual)
    assert anchor_heads(path=path).appended == 1
    assert list(anchored_heads(path)) == expected()


def test_nothing_is_appended_behind_another_chain(path):
    make_blocks(2)
    anchor_heads(path=path)
    before = path.read_bytes()
    path.write_bytes(before.replace(Block.objects.get(number=2).hash.encode(), b"f" * 64))
    make_blocks(1)
    with pytest.raises(AnchorDisagrees, match="block 2"):
        anchor_heads(path=path)
    assert path.read_bytes().count(b"\n") == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_appended_when_the_chain_was_cut_off(path, superuser_connection):
    make_blocks(2)
    anchor_heads(path=path)
    with unguarded(superuser_connection) as cursor:
        cursor.execute("DELETE FROM audit_block WHERE number = 2")
    with pytest.raises(AnchorDisagrees, match="block 2"):
        anchor_heads(path=path)


def test_the_lock_is_taken_before_the_end_of_the_file_is_read(path, monkeypatch):
    make_blocks(1)
    steps = []
    usual_lock = fcntl.flock

    def lock(*arguments):
        steps.append("lock")
        usual_lock(*arguments)

    def read(each):
        steps.append("read")
        return latest_anchored(each)

    monkeypatch.setattr(fcntl, "flock", lock)
    monkeypatch.setattr(module, "latest_anchored", read)
    anchor_heads(path=path)
    assert steps == ["lock", "read"]


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_append_each_head_once(path):
    make_blocks(3)
    path.parent.mkdir()
    with path.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        waiting = threading.Thread(target=_append_in_a_thread, args=(path,))
        waiting.start()
        for block in Block.objects.order_by("number"):
            other.write(line_of(block.head))
        other.flush()
        fcntl.flock(other, fcntl.LOCK_UN)
        waiting.join(20)
    assert not waiting.is_alive()
    assert path.read_bytes().count(b"\n") == 3


def _append_in_a_thread(path):
    anchor_heads(path=path)
    connections.close_all()
