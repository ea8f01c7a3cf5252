"""Keys are found on their lines."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from compliance.core.places import KeyPath, key_lines, line_of
from compliance.library import FOLDER

FILES = sorted(FOLDER.rglob("*.toml"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = 1\nb = 2\n", {("a",): 1, ("b",): 2}),
        ("# a = 0\n\na = 1 # b = 2\n", {("a",): 3}),
        ('a = "# no [comment]\\" = x"\nb = 1', {("a",): 1, ("b",): 2}),
        ("a = '''\nb = 1\n[c]\n'''\nd = 1", {("a",): 1, ("d",): 5}),
        ('a = """\nb = "1"\n"""\nd = 1', {("a",): 1, ("d",): 4}),
        ("a = [\n  1,\n  { b = 2 },\n]\nc = 3", {("a",): 1, ("c",): 5}),
        ('"a b".c = 1', {("a b", "c"): 1}),
        ("[t]\na = 1\n[t.u]\na = 2", {("t",): 1, ("t", "a"): 2, ("t", "u"): 3, ("t", "u", "a"): 4}),
        (
            "[[t]]\na = 1\n[[t.v]]\n[[t.v]]\nb = 1\n[[t]]\n[t.w]\n[[t.v]]",
            {
                ("t", 0): 1,
                ("t", 0, "a"): 2,
                ("t", 0, "v", 0): 3,
                ("t", 0, "v", 1): 4,
                ("t", 0, "v", 1, "b"): 5,
                ("t", 1): 6,
                ("t", 1, "w"): 7,
                ("t", 1, "v", 0): 8,
            },
        ),
        (
            "a = { b = { c = 1 }, d = [2, { e = 3 }], f = 4 }",
            {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1, ("a", "d"): 1, ("a", "f"): 1},
        ),
    ],
)
def test_every_key_is_found_on_its_line(text: str, lines: dict[KeyPath, int]):
    assert key_lines(text) == lines
    assert set(lines) >= set(_keys(tomllib.loads(text), ()))


def test_a_key_that_is_not_there_has_the_line_of_its_table():
    lines = key_lines("[t]\na = 1\n[[u]]\nb = 1")
    assert line_of(lines, ("u", 0, "c", "d")) == 3
    assert line_of(lines, ("x",)) == 1


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_every_key_of_the_shipped_book_is_found_where_it_stands(file):
    text = file.read_text(encoding="utf-8")
    found = key_lines(text)
    rows = text.splitlines()
    for path in _keys(tomllib.loads(text), ()):
        assert str(path[-1]) in rows[found[path] - 1]


def _keys(content: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the path of every key outside plain lists."""
    for key, value in content.items():
        inner = (*path, key)
        if isinstance(value, dict):
            yield from _keys(value, inner)
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for index, each in enumerate(value):
                yield from _keys(each, (*inner, index))
        else:
            yield inner
