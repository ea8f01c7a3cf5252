"""compliance / core: who is a party to what a determination is about; the rooms above say it for their own subjects.

An officer who is one decides nothing about it. This room does not know what a raise or an offer is, so each room
installs a reader for its kinds of subject when the program starts, as sweeps do.
"""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID


class Parties(Protocol):
    """Returns the users who have money or a seat in the subject."""

    def __call__(self, subject_id: UUID, /) -> frozenset[UUID]:
        """Ask; no lock, no write."""


_installed: dict[str, Parties] = {}


def install_parties(kind: str, parties: Parties) -> None:
    """Make the parties of one kind of subject known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two rooms speak for one kind.
    """
    if _installed.get(kind, parties) is not parties:
        raise ValueError(f"two rooms say who the parties of a {kind!r} are")
    _installed[kind] = parties


def installed_parties() -> Mapping[str, Parties]:
    """Return the readers by kind of subject."""
    return dict(sorted(_installed.items()))


def parties_to(kind: str, subject_id: UUID) -> frozenset[UUID]:
    """Return the parties to a subject; nobody where no room has installed a reader for its kind."""
    reader = _installed.get(kind)
    return reader(subject_id) if reader else frozenset()
