"""files / core: how large a file may be, and how much reading it may cost."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

ATTEMPTS: Final = 5
"""How often examining a file is begun before it is given up: what never ends is not clean."""

LEASE: Final = timedelta(seconds=90)
"""How long (real time) a file belongs to the worker that examines it; longer than examining may take."""

WAITING_AT_ONCE: Final = 40
"""Files of one uploader that may wait at a time, so that nobody keeps the others waiting."""

DAILY_FILES: Final = 200
"""Files of one uploader in twenty-four hours."""

ORPHAN_AFTER: Final = timedelta(minutes=30)
"""Age (real time) from which bytes that no waiting file owns are removed; with the turn of the task within the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may be and cost. Bytes, pages, pixels, whole seconds."""

    size: int
    pages: int
    pixels: int
    seconds: int
    memory: int
