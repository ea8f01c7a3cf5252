"""compliance / core: reads one table of a file of the book, strictly, and says on which line something is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, Self, TypeVar

from compliance.core.book import Place
from compliance.core.places import KeyPath, key_lines, line_of
from compliance.core.sentences import Sentence

Word = TypeVar("Word", bound=StrEnum)
_SYNTAX_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)$")


class BadBook(ValueError):
    """The rulebook can't be used; the program must not start with it. One sentence, with file and line."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(f"{place.file}, line {place.line}: {sentence}")
        self.place = place


@dataclass(frozen=True, slots=True)
class Node:
    """A table of a TOML file. Each key must be asked for once; `close` refuses the keys that nobody asked for."""

    file: str
    lines: Mapping[KeyPath, int]
    path: KeyPath
    content: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    @classmethod
    def parse(cls, *, file: str, text: str) -> Self:
        """Read a whole file.

        :raises BadBook: it is no TOML, or a number has a fraction: amounts and percentages stand in quotes.
        """
        text = text.replace("\r\n", "\n")
        try:
            content = tomllib.loads(text, parse_float=_Fraction)
        except tomllib.TOMLDecodeError as error:
            found = _SYNTAX_LINE.search(str(error))
            line = int(found.group(1)) if found else text.count("\n") + 1
            raise BadBook(Place(file, line), f"no TOML: {_SYNTAX_LINE.sub('', str(error))}.") from error
        node = cls(file, key_lines(text), (), content)
        for path in _fractions(content, ()):
            node.refuse(f"{path[-1]} is a floating-point number; write it in quotes.", at=path)
        return node

    def place(self, key: str = "") -> Place:
        """Return the line of a key of this table, or of the table itself."""
        path = (*self.path, key) if key else self.path
        return Place(self.file, line_of(self.lines, path))

    def refuse(self, sentence: str, *, key: str = "", at: KeyPath = ()) -> NoReturn:
        """Stop with a sentence about a key of this table, a path from the top of the file, or the table itself.

        :raises BadBook: always.
        """
        place = Place(self.file, line_of(self.lines, at)) if at else self.place(key)
        raise BadBook(place, sentence)

    def has(self, key: str) -> bool:
        """Tell whether the table has the key."""
        return key in self.content

    def raw(self, key: str) -> Any:
        """Return what the key holds, whatever it is.

        :raises BadBook: the key is missing.
        """
        self._asked.add(key)
        if key not in self.content:
            self.refuse(f"{key} is missing.")
        return self.content[key]

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        found = self.raw(key)
        if not isinstance(found, str) or not found.strip():
            self.refuse(f"{key} must be a text in quotes.", key=key)
        return found

    def count(self, key: str) -> int:
        """Return a whole number from 1 on."""
        found = self.raw(key)
        if type(found) is not int or found < 1:
            self.refuse(f"{key} must be a whole number from 1 on.", key=key)
        return found

    def day(self, key: str) -> date:
        """Return a calendar day, written without quotes and without a time."""
        found = self.raw(key)
        if not isinstance(found, date) or isinstance(found, datetime):
            self.refuse(f"{key} must be a day such as 2014-08-21, without quotes.", key=key)
        return found

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one of the words of an enum."""
        found = self.raw(key)
        if found not in list(words):
            self.refuse(f"{key} must be one of: {', '.join(words)}.", key=key)
        return words(found)

    def table(self, key: str) -> "Node":
        """Return a table inside this one."""
        found = self.raw(key)
        if not isinstance(found, dict):
            self.refuse(f"{key} must be a table.", key=key)
        return Node(self.file, self.lines, (*self.path, key), found)

    def tables(self, key: str) -> tuple["Node", ...]:
        """Return an array of tables inside this one, none if the key is missing."""
        if not self.has(key):
            return ()
        found = self.raw(key)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.refuse(f"{key} must be written as [[{key}]].", key=key)
        return tuple(Node(self.file, self.lines, (*self.path, key, i), each) for i, each in enumerate(found))

    def sentence(self, key: str) -> Sentence:
        """Return a sentence in both languages, written ``{ zh = "…", en = "…" }``."""
        both = self.table(key)
        sentence = Sentence(zh=both.text("zh"), en=both.text("en"))
        both.close()
        return sentence

    def close(self) -> None:
        """Refuse a key that nobody asked for: a misspelt key must never be passed over in silence.

        :raises BadBook: there is one.
        """
        for key in self.content:
            if key not in self._asked:
                self.refuse(f"{key} is not a key of this table; known here: {', '.join(sorted(self._asked))}.", key=key)


class _Fraction(Decimal):
    """A number that TOML wrote with a fraction or an exponent; the book does not allow one."""


def _fractions(content: Any, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(content, _Fraction):
        yield path
    elif isinstance(content, dict):
        for key, each in content.items():
            yield from _fractions(each, (*path, key))
    elif isinstance(content, list):
        for index, each in enumerate(content):
            yield from _fractions(each, (*path, index))
