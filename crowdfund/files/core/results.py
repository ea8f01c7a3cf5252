"""files / core: what became of a file that was examined."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.states import Reason


class Interrupted(Exception):
    """Examining was ended from outside before anything was known of the file; it may be tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The clean version of a file."""

    kind: Kind
    pages: int
    content: bytes = field(repr=False)


Result = Cleaned | Reason
"""A clean version, or why there is none."""

Clean = Callable[[Iterable[bytes]], Result]
"""Examines the bytes of one file; raises Interrupted when nothing could be found out."""
