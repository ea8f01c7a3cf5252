"""tests / embedded: secrets are made once, kept private and never shown."""

import base64
import json
import stat
from dataclasses import asdict
from pathlib import Path

import pytest

from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys, keys_in


def test_keys_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"

    first = keys_in(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys_in(file) == first
    assert len(set(asdict(first).values())) == len(asdict(first))


def test_a_file_from_before_a_key_was_added_is_completed_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    old = asdict(Keys())
    del old["blind_index_key"]
    file.write_text(json.dumps(old))

    first = keys_in(file)

    assert asdict(first) | old == asdict(first)
    assert keys_in(file) == first


def test_field_and_index_keys_have_32_bytes() -> None:
    variables = Keys().variables()

    name, _, field_key = variables["FIELD_KEYS"].partition(":")
    assert name
    assert len(base64.b64decode(field_key)) == len(base64.b64decode(variables["BLIND_INDEX_KEY"])) == 32


def test_keys_are_not_shown_by_accident() -> None:
    keys = Keys()

    assert not [secret for secret in asdict(keys).values() if secret in repr(keys)]


@pytest.mark.parametrize("content", ["", "[]", '{"unknown": "x"}'])
def test_a_damaged_file_gives_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content)

    with pytest.raises(CannotStart, match=r"keys\.json is damaged"):
        keys_in(file)
