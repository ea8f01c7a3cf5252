"""compliance / core: which deals are still under way; the rooms above say it for their own kinds of subject.

This room does not know when a raise or an offer is over, so each room installs a reader when the program starts.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID


class UnderWay(Protocol):
    """Returns those of some subjects that are not over."""

    def __call__(self, ids: Iterable[UUID], /) -> frozenset[UUID]:
        """Ask; no lock, no write."""


_installed: dict[str, UnderWay] = {}


def install_under_way(kind: str, reader: UnderWay) -> None:
    """Make known which subjects of one kind are under way; called by its room, from `AppConfig.ready`.

    :raises ValueError: two rooms speak for one kind.
    """
    if _installed.get(kind, reader) is not reader:
        raise ValueError(f"two rooms say which {kind!r} is under way")
    _installed[kind] = reader


def installed_under_way() -> Mapping[str, UnderWay]:
    """Return the readers by kind of subject."""
    return dict(sorted(_installed.items()))
