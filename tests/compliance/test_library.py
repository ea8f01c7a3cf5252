"""The shipped rulebook is good, is read once, and a bad one lets no process start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.core.node import BadBook
from compliance.library import FOLDER, book, read

PROJECT = FOLDER.parent.parent
START = """
import sys
from pathlib import Path
from compliance import library
library.FOLDER = Path(sys.argv[1])
{start}
"""
PROCESSES = {
    "command line": "from django.core.management import execute_from_command_line as run; run(['manage.py', 'check'])",
    "web": "import crowdfund.wsgi",
    "worker": "from crowdfund.celery import app; app.worker_main(['worker', '--pool=solo'])",
    "beat": "from crowdfund.celery import app; app.start(['beat', '--pidfile=', '--schedule=/dev/null'])",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "rulebook"))


def test_the_shipped_book_is_read_once():
    assert book() is book()
    assert book().latest_release.number >= 1


def test_a_copy_of_the_book_is_the_same_book(copy: Path):
    assert read(copy).latest_release.hash == book().latest_release.hash


def test_a_bad_file_in_a_folder_below_is_found_and_named(copy: Path):
    bad = copy / "exchange" / "bad.toml"
    bad.parent.mkdir()
    bad.write_text("[instrument]\nid = 1\n", encoding="utf-8")
    with pytest.raises(BadBook, match=f"^{bad}, line 2: id must be a text"):
        read(copy)


def test_a_file_of_the_project_is_named_from_the_project_folder(monkeypatch: pytest.MonkeyPatch):
    (provision, *_) = book().instruments[0].provisions
    assert provision.entries[0].place.file.startswith("compliance/rulebook/")


@pytest.mark.parametrize("start", PROCESSES.values(), ids=PROCESSES)
def test_no_process_starts_on_a_bad_rulebook(copy: Path, start: str):
    law = copy / "private_fund_2014.toml"
    text = law.read_text(encoding="utf-8")
    law.write_text(text.replace('value = "1000000.00"', 'value = "1000000.0"'), encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if 'value = "1000000.00"' in row)
    done = subprocess.run(
        [sys.executable, "-c", START.format(start=start), str(copy)],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "crowdfund.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"The rulebook can't be used. {law}, line {line}: the value does not fit its unit: an amount in CNY is written"
        ' as yuan with two decimals in quotes, such as "1000000.00".'
    ]
