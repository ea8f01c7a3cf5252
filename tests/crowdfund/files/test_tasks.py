"""files / tasks: what beat wakes examines what waits, one after the other, and one bad file keeps nobody waiting."""

import pytest

from crowdfund.celery import EVERY_SECONDS
from crowdfund.files import tasks, vault
from crowdfund.files.core.results import Interrupted
from crowdfund.files.core.states import FileState
from crowdfund.files.wake import CLEAN_TASK
from tests.factories import hostile
from tests.factories.files import make_file, takes_it

pytestmark = pytest.mark.django_db


def test_what_waits_is_examined_by_the_real_child(founder):
    good = make_file(founder, state=FileState.WAITING)
    bad = make_file(founder, state=FileState.WAITING, content=hostile.zip_bytes())
    tasks.clean_files()
    for row in (good, bad):
        row.refresh_from_db()
    assert (good.state, bad.state, bad.reason) == ("clean", "quarantined", "kind")


@pytest.mark.parametrize("error", [Interrupted("killed"), OSError("the storage is away")], ids=["killed", "away"])
def test_one_that_can_not_be_examined_now_keeps_the_others_from_nothing(founder, monkeypatch, error):
    rows = [make_file(founder, state=FileState.WAITING) for _ in range(2)]
    calls = []

    def clean(original, *, limits):
        calls.append(limits)
        if len(calls) == 1:
            raise error
        return takes_it(original)

    monkeypatch.setattr(tasks, "clean", clean)
    tasks.clean_files()
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["waiting", "clean"]


def test_beat_wakes_both():
    assert {CLEAN_TASK, "files.drop_leftovers"} <= set(EVERY_SECONDS)


def test_young_leftovers_stay(founder):
    row = make_file(founder)
    tasks.drop_leftovers()
    assert any(True for _ in vault.original(row.storage_key))
