"""files: a real worker examines the whole hostile corpus, file by file, lives on, and then cleans a good one."""

import time
from pathlib import Path

import pytest

from crowdfund.files import vault
from crowdfund.files.actions import receive_file
from crowdfund.files.core.kinds import kind_of
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.files.wake import CLEAN_TASK
from tests.crowdfund.files.corpus.corpus import CORPUS
from tests.crowdfund.files.corpus.sample import Kept
from tests.factories import hostile
from tests.factories.files import make_file
from tests.processes.machines import PATIENCE, Vault, ask_for, eventually, worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BEFORE_ANYBODY_LOOKS = {"nothing"}
"""What the door itself refuses: a file without a byte."""


def wait_until_examined() -> None:
    """Ask again and again; every file that is settled gives the others their time anew."""
    waiting, until = StoredFile.objects.waiting().count(), time.monotonic() + PATIENCE
    while waiting:
        ask_for(CLEAN_TASK)
        time.sleep(1)
        left = StoredFile.objects.waiting().count()
        if left < waiting:
            waiting, until = left, time.monotonic() + PATIENCE
        assert time.monotonic() < until, f"{waiting} files wait and nobody examines them"


def test_the_whole_corpus_goes_through_one_worker_and_a_good_file_after_it(
    founder, own_vault: Vault, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(receive_file, "WAITING_AT_ONCE", 1_000)
    monkeypatch.setattr(receive_file, "DAILY_FILES", 1_000)
    samples = {each.name: each for each in CORPUS if each.name not in BEFORE_ANYBODY_LOOKS}
    rows = {
        make_file(founder, name=f"{name}.pdf", content=sample.make(), state=FileState.WAITING).id: sample
        for name, sample in samples.items()
    }
    good = make_file(founder, content=hostile.pdf_bytes(pages=3), state=FileState.WAITING)
    with worker(own_vault.variables(), tmp_path / "worker.log") as running:
        wait_until_examined()
        eventually(lambda: own_vault.kept("original") == [] or None, "originals stayed")
        assert running.poll() is None
    good.refresh_from_db()
    assert (good.state, good.pages) == ("clean", 3)
    ends = {}
    for row in StoredFile.objects.filter(id__in=rows):
        sample = rows[row.id]
        ends[sample.name] = row.kind if row.is_clean else row.reason
        if row.is_clean:
            with vault.open_clean(row.storage_key) as served:
                assert kind_of(served.read(16)) == row.kind
    assert ends == {name: sample.ends.value for name, sample in samples.items()}
    clean = sum(isinstance(sample.ends, Kept) for sample in samples.values()) + 1
    assert len(own_vault.kept("clean")) == clean
    assert own_vault.left_beside() == []
