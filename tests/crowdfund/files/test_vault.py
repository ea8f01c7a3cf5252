"""files / vault: bytes under random names, in a folder that only we enter."""

import stat
from pathlib import Path

import pytest

from crowdfund.files import vault


@pytest.fixture
def folder(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            **settings.STORAGES["default"],
            "OPTIONS": {**settings.STORAGES["default"]["OPTIONS"], "location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


def test_nobody_else_reads_the_folder(folder):
    arrived = vault.keep_original([b"one ", b"two"])
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    assert file.name == arrived.key.hex
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert file.read_bytes() == b"one two"


def test_a_clean_version_kept_again_replaces_the_first(folder):
    key = vault.keep_original([b"x"]).key
    first, second = vault.keep_clean(key, b"a longer first version"), vault.keep_clean(key, b"second")
    assert first != second
    with vault.open_clean(key) as file:
        assert file.read() == b"second"
    assert len(list((folder / "clean").iterdir())) == 1


def test_too_much_is_refused_and_not_kept(folder):
    with pytest.raises(vault.TooLarge):
        vault.keep_original(b"0" * 1_000_000 for _ in range(21))
    assert not folder.exists() or not any(Path(folder).rglob("*"))


def test_what_is_gone_is_missing_and_may_be_dropped_again(folder):
    key = vault.keep_original([b"x"]).key
    vault.drop_original(key)
    vault.drop_original(key)
    with pytest.raises(vault.Missing):
        next(vault.original(key))
    with pytest.raises(vault.Missing):
        vault.open_clean(key)
