"""compliance / core: on which line of a TOML text each key stands, because `tomllib` does not tell.

Only keys and table headers are looked for; the values are read by `tomllib`, which also refuses what is no TOML. A key
inside a list of several lines has the line on which the list begins.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""A key from the top of the file: names of tables and keys, and numbers of the tables in an array, from 0."""

_PIECE: Final = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<newline>\n)
    | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<mark>[\[\]{}=.,])
    | (?P<bare>[^\s\#"'\[\]{}=.,]+)
    | (?P<blank>[^\S\n]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_Statement: TypeAlias = tuple[int, list[str]]


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line, counted from 1, of every key and table header of a well-formed TOML text.

    >>> key_lines("a = 1\\n[[t]]\\nb = {c = 2}")
    {('a',): 1, ('t', 0): 2, ('t', 0, 'b'): 3, ('t', 0, 'b', 'c'): 3}
    """
    lines: dict[KeyPath, int] = {}
    tables: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, pieces in _statements(text):
        if pieces[0] == "[":
            table = _header(pieces, tables)
            lines[table] = line
        else:
            lines.update((table + path, line) for path in _keys(pieces))
    return lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key, or of the nearest table above it, or 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[_Statement]:
    """Yield each header or assignment with the line on which it begins; lists may run over several lines."""
    line, depth, start = 1, 0, 1
    pieces: list[str] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        if match.lastgroup == "newline" and depth == 0 and pieces:
            yield start, pieces
            pieces = []
        elif match.lastgroup in ("text", "mark", "bare"):
            start = start if pieces else line
            pieces.append(piece)
            depth += (piece in "[{") - (piece in "]}") if match.lastgroup == "mark" else 0
        line += piece.count("\n")
    if pieces:
        yield start, pieces


def _header(pieces: list[str], tables: dict[KeyPath, int]) -> KeyPath:
    """Return the path of a table header and count the tables of an array in `tables`."""
    names = [_name(piece) for piece in pieces if piece not in ("[", "]", ".")]
    path: KeyPath = ()
    for name in names[:-1]:
        path += (name,)
        if path in tables:
            path += (tables[path],)
    path += (names[-1],)
    if pieces[1] != "[":
        return path
    tables[path] = tables.get(path, -1) + 1
    return (*path, tables[path])


def _keys(pieces: list[str]) -> Iterator[KeyPath]:
    """Yield the key of an assignment, then the keys of inline tables in its value that stand outside lists."""
    open_tables: list[KeyPath] = []
    path: list[str] = []
    key: KeyPath = ()
    lists = 0
    for piece in pieces:
        lists += (piece == "[") - (piece == "]")
        if lists or piece in ".]":
            continue
        if piece == "=":
            key = (*(open_tables[-1] if open_tables else ()), *path)
            yield key
        if piece == "{":
            open_tables.append(key)
        if piece == "}":
            open_tables.pop()
        path = [] if piece in "={},[" else [*path, _name(piece)]


def _name(piece: str) -> str:
    return piece[1:-1] if piece[0] in "\"'" else piece
