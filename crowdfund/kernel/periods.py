"""kernel / periods: half-open stretches of legal days."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final


class Origin(Enum):
    """The unknown beginning: earlier than every day."""

    ORIGIN = "origin"


ORIGIN: Final = Origin.ORIGIN
"""Stands for a first day that nobody recorded; it is written as the word ``origin``."""


@dataclass(frozen=True, slots=True)
class Period:
    """The legal days from `starts` (inclusive) to `ends` (exclusive).

    `ORIGIN` as beginning means "since before our records", no end means "until further notice". Two periods of which
    one ends on the day the other starts touch without overlapping.

    >>> Period(date(2026, 1, 1), date(2027, 1, 1)).contains(date(2027, 1, 1))
    False

    :raises ValueError: the period would hold no day.
    """

    starts: date | Origin
    ends: date | None

    def __post_init__(self) -> None:
        if self.ends is not None and not _is_before(self.starts, self.ends):
            raise ValueError(f"a period from {self.starts} to {self.ends} holds no day")

    def contains(self, day: date) -> bool:
        """Tell whether `day` is one of the days of this period."""
        return not _is_before(day, self.starts) and (self.ends is None or day < self.ends)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a day."""
        return (other.ends is None or _is_before(self.starts, other.ends)) and (
            self.ends is None or _is_before(other.starts, self.ends)
        )


def _is_before(left: date | Origin, right: date | Origin) -> bool:
    """Order days with the origin before all of them."""
    if isinstance(right, Origin):
        return False
    return isinstance(left, Origin) or left < right
