"""compliance / core: ids for things that are known by name only, so that events can be about them."""

from typing import Final
from uuid import UUID

LISTS: Final = UUID("7c1d0f3e-52aa-5b0e-9d0c-4e7a1f6b2d90")
"""The id of the screening provider's lists, of which there is one set; stored events hold it."""
