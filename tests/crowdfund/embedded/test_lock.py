"""tests / embedded: one instance for each folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crowdfund.embedded.addresses import Note, process_of, write_note
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.lock import end_leftovers, only_instance, wait_for_end
from crowdfund.embedded.places import make, places_of
from tests.crowdfund.embedded.children import DEAF, PROJECT, is_gone


def test_a_second_run_in_the_same_folder_is_refused_with_the_address_of_the_first(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    make(places)

    with only_instance(places):
        write_note(places.running, Note(supervisor=process_of(os.getpid()), port=8123))
        with (
            pytest.raises(CannotStart, match=r"already running at http://localhost:8123, .*make stop"),
            only_instance(places),
        ):
            pass


def test_the_lock_is_free_again_after_the_end(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    make(places)

    for _ in range(2):
        with only_instance(places):
            assert places.lock.exists()


def test_the_door_prints_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    places = places_of(PROJECT, state=tmp_path)
    make(places)

    with only_instance(places):
        done = subprocess.run(
            [sys.executable, "-m", "crowdfund.embedded", "run"],
            cwd=PROJECT,
            env={**os.environ, "CROWDFUND_STATE": str(tmp_path), "CROWDFUND_ENV": "local"},
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == "It is already running, started from this folder in another terminal; `make stop` ends it."
    )


def test_what_outlived_a_killed_supervisor_is_ended_before_the_next_start(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    make(places)
    orphan = subprocess.Popen([sys.executable, "-c", DEAF], start_new_session=True, stdout=subprocess.PIPE)
    assert orphan.stdout
    assert orphan.stdout.readline() == b"up\n"
    gone = process_of(os.getpid())
    write_note(places.running, Note(supervisor=gone, port=8000, children={"worker": process_of(orphan.pid)}))

    end_leftovers(places)

    assert is_gone(orphan.pid)
    assert orphan.wait() == -signal.SIGKILL


def test_another_process_with_the_same_id_is_left_alone(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    make(places)
    with subprocess.Popen([sys.executable, "-c", DEAF], start_new_session=True, stdout=subprocess.PIPE) as stranger:
        assert stranger.stdout
        assert stranger.stdout.readline() == b"up\n"
        one_later = type(process_of(stranger.pid))(pid=stranger.pid, birth="1")
        write_note(places.running, Note(supervisor=one_later, port=8000, children={"worker": one_later}))

        end_leftovers(places)

        assert stranger.poll() is None
        stranger.kill()


def test_waiting_for_an_end_has_an_end() -> None:
    assert not wait_for_end([process_of(os.getpid())], seconds=0.1)
    assert wait_for_end([], seconds=0.1)
