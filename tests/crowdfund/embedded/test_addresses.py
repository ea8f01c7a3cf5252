"""tests / embedded: a second terminal finds the running instance, and never a dead one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crowdfund.embedded.addresses import Note, Process, addresses, process_of, read_note, write_note
from crowdfund.embedded.places import make, places_of

VARIABLES = {"DATABASE_URL": "postgresql://somewhere", "PORT": "8000"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CROWDFUND_STATE", raising=False)
    places = places_of(tmp_path)
    make(places)
    return places.running


def test_nothing_is_found_where_nothing_ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROWDFUND_STATE", raising=False)

    assert addresses(tmp_path) == {}


def test_the_variables_of_a_living_instance_are_found(tmp_path: Path, file: Path) -> None:
    write_note(file, Note(supervisor=process_of(os.getpid()), port=8000, variables=VARIABLES))

    assert addresses(tmp_path) == VARIABLES


def test_the_note_of_an_ended_instance_does_not_count(tmp_path: Path, file: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as ended:
        supervisor = process_of(ended.pid)
    write_note(file, Note(supervisor=supervisor, port=8000, variables=VARIABLES))

    assert addresses(tmp_path) == {}


def test_a_process_that_only_has_the_same_id_does_not_count(tmp_path: Path, file: Path) -> None:
    write_note(file, Note(supervisor=Process(pid=os.getpid(), birth="1"), port=8000, variables=VARIABLES))

    assert addresses(tmp_path) == {}


@pytest.mark.parametrize("content", ["", "null", "[]", "{}", '{"supervisor": {"pid": 1}}'])
def test_a_broken_note_does_not_count(tmp_path: Path, file: Path, content: str) -> None:
    file.write_text(content)

    assert addresses(tmp_path) == {}


def test_the_note_of_another_user_does_not_count(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_note(file, Note(supervisor=process_of(os.getpid()), port=8000, variables=VARIABLES))
    assert read_note(file)

    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1000)

    assert read_note(file) is None
