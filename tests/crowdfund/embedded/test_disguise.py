"""tests / embedded: how root starts a server that refuses root."""

import os
import stat
from pathlib import Path

import pytest

from crowdfund.embedded import disguise
from crowdfund.embedded.disguise import Disguise, disguise_for
from crowdfund.embedded.errors import CannotStart


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.fixture
def without_namespaces(monkeypatch: pytest.MonkeyPatch, as_root: None) -> None:
    monkeypatch.setattr(disguise, "_works", lambda _: False)


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that other users can reach, whatever the temporary folder is."""
    folder = tmp_path / "open"
    folder.mkdir()
    for path in [folder, *folder.parents]:
        if path.stat().st_uid == os.getuid() and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o001)
    return folder


def test_an_ordinary_user_needs_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert disguise_for(programs=tmp_path, state=tmp_path) == Disguise()


def test_root_prefers_a_user_namespace(monkeypatch: pytest.MonkeyPatch, as_root: None, tmp_path: Path) -> None:
    monkeypatch.setattr(disguise, "_works", lambda _: True)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/unshare")

    chosen = disguise_for(programs=tmp_path, state=tmp_path)

    assert chosen.prefix[0] == "/usr/bin/unshare"
    assert chosen.user is None


@pytest.mark.usefixtures("without_namespaces")
def test_root_without_namespaces_becomes_nobody(open_folder: Path) -> None:
    state = open_folder / "state"
    state.mkdir(mode=0o700)

    chosen = disguise_for(programs=open_folder, state=state)

    assert chosen.prefix == ()
    assert chosen.user == 65534
    assert stat.S_IMODE(state.stat().st_mode) == 0o711


@pytest.mark.usefixtures("without_namespaces")
def test_a_closed_folder_on_the_way_gets_one_sentence(open_folder: Path) -> None:
    closed = open_folder / "home"
    closed.mkdir(mode=0o700)
    checkout = closed / "checkout"
    checkout.mkdir()

    with pytest.raises(CannotStart, match=rf"{closed} is closed to other users: start as an ordinary user instead"):
        disguise_for(programs=open_folder, state=checkout / ".local")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_nobody_is_given_the_data_and_only_that(tmp_path: Path) -> None:
    (tmp_path / "data" / "base").mkdir(parents=True)
    (tmp_path / "keys.json").write_text("{}")

    Disguise(user=65534, group=65534).give(tmp_path / "data")

    assert [path.stat().st_uid for path in (tmp_path / "data", tmp_path / "data" / "base")] == [65534, 65534]
    assert (tmp_path / "keys.json").stat().st_uid == os.getuid()
