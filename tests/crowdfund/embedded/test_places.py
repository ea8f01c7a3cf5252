"""tests / embedded: where things are kept."""

import os
import stat
from pathlib import Path

import pytest

from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.places import LONGEST_SOCKET_PATH, SOCKET_NAME, make, places_of, private_folder, remove_outside


@pytest.fixture(autouse=True)
def _usual_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROWDFUND_STATE", raising=False)


def test_everything_is_below_one_folder_in_the_project(tmp_path: Path) -> None:
    places = places_of(tmp_path)

    assert places.state == tmp_path / ".local"
    for place in (places.database, places.queue, places.logs, places.keys, places.lock, places.running, places.anchors):
        assert place.is_relative_to(places.state)


def test_a_variable_names_another_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROWDFUND_STATE", str(tmp_path / "elsewhere"))

    assert places_of(tmp_path).state == tmp_path / "elsewhere"


@pytest.mark.parametrize("extra", [0, 1])
def test_sockets_move_outside_when_the_path_is_too_long_by_one_byte(extra: int) -> None:
    """A Chinese letter is three bytes, and the limit counts bytes."""
    overhead = len(os.fsencode(f"/股/.local/run/{SOCKET_NAME}"))
    project = Path("/股" + "a" * (LONGEST_SOCKET_PATH - overhead + extra))

    places = places_of(project)

    assert places.sockets.is_relative_to(places.state) == (extra == 0)
    assert len(os.fsencode(places.sockets / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def test_two_long_paths_never_share_their_sockets() -> None:
    one, two = (places_of(Path("/" + letter * 200)).sockets for letter in "ab")

    assert one != two


def test_only_a_socket_folder_outside_is_removed(tmp_path: Path) -> None:
    inside, outside = places_of(tmp_path), places_of(tmp_path / ("a" * 120))
    for places in (inside, outside):
        make(places)
        remove_outside(places)

    assert inside.sockets.exists()
    assert not outside.sockets.exists()
    assert outside.state.exists()


def test_folders_are_private_even_when_they_were_open(tmp_path: Path) -> None:
    (tmp_path / ".local").mkdir(mode=0o755)
    places = places_of(tmp_path)

    make(places)

    for folder in (places.state, places.sockets, places.logs, places.queue):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(CannotStart, match="belongs to another user"):
        private_folder(tmp_path / "link")


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: theirs.stat().st_uid + 1000)

    with pytest.raises(CannotStart, match=r"belongs to another user.*CROWDFUND_STATE"):
        private_folder(theirs)


def test_a_place_that_cannot_be_made_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotStart, match=r"Can't write to .*CROWDFUND_STATE"):
        private_folder(tmp_path / "file" / "below")
