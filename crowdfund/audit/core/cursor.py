"""audit / core: a place in the feed of sealed events."""

import re
from dataclasses import dataclass
from typing import Final

_SHAPE: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


class BadCursor(ValueError):
    """A text that is not a place in the feed."""


@dataclass(frozen=True, slots=True, order=True)
class FeedCursor:
    """Behind which event to go on: the number of its block and its position there. Places never move."""

    block: int
    position: int

    def __str__(self) -> str:
        return f"{self.block}-{self.position}"

    @classmethod
    def parse(cls, text: str) -> "FeedCursor":
        """Return the place that `text` names; the empty text is the beginning.

        >>> FeedCursor.parse("12-3")
        FeedCursor(block=12, position=3)

        :raises BadCursor: for any other text.
        """
        if not text:
            return cls(0, 0)
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise BadCursor(text)
        return cls(int(match[1]), int(match[2]))
