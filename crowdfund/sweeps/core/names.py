"""sweeps / core: ids for things that are known by name only, so that events can be about them."""

from typing import Final
from uuid import UUID

SWEEPS: Final = UUID("0d6f1a52-9e0b-5d8e-8c11-7a4d2f0b6c35")
"""Namespace in which a sweep's name becomes its id; never change it, stored events hold the ids."""

CLOCK: Final = UUID("5b8f7e4c-1a2d-5c3e-9f60-2b1c0d9e8a77")
"""The id of the business clock, of which there is one."""
