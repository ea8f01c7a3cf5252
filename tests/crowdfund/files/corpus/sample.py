"""tests / files corpus: what one hostile file is: how it is made, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.states import Reason

MARK = "20261122"
"""Stands in everything that must be gone from a clean version, and in nothing else."""


class Kept(StrEnum):
    """What a clean version still is."""

    PDF = Kind.PDF.value
    PNG = Kind.PNG.value
    JPEG = Kind.JPEG.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A hostile file. `ends` is why it is quarantined, or as what it is kept; `pages` counts what is kept.

    `is_marked` says that the file as it came holds `MARK`, so that its absence afterwards means something.
    """

    name: str
    make: Callable[[], bytes]
    ends: Reason | Kept
    pages: int = 1
    is_marked: bool = True


def refused(reason: Reason, **makers: Callable[[], bytes]) -> list[Sample]:
    """Return samples that are all quarantined for one reason."""
    return [Sample(name=_named(word), make=make, ends=reason) for word, make in makers.items()]


def cleaned(kept: Kept, *, is_marked: bool = True, **makers: Callable[[], bytes]) -> list[Sample]:
    """Return samples of one page or picture that are all kept without what was harmful in them."""
    return [Sample(name=_named(word), make=make, ends=kept, is_marked=is_marked) for word, make in makers.items()]


def _named(word: str) -> str:
    return word.strip("_").replace("_", " ")
