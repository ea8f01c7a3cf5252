"""notices / core: how a subject is called, asked of the room that owns it.

An event names its subject by reference only. The rooms that own the names stand above this one, so each installs a
namer when the program starts; it is told who reads and names only what that reader may see.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from uuid import UUID

from crowdfund.kernel.actor import Actor

Namer = Callable[[Iterable[UUID], Actor], Mapping[UUID, str]]
"""Returns the names of those among some rows that the actor may see; the others are missing."""

_namers: Final[dict[str, Namer]] = {}


def install_namer(*, kind: str, namer: Namer) -> None:
    """Say who names subjects of a kind; called by the room that owns them, from `AppConfig.ready`."""
    _namers[kind] = namer


def names_of(subjects: Iterable[tuple[str, UUID]], *, actor: Actor) -> dict[tuple[str, UUID], str]:
    """Return the names of those among the subjects that have one the actor may see (one call for each kind)."""
    by_kind: dict[str, set[UUID]] = {}
    for kind, subject_id in subjects:
        by_kind.setdefault(kind, set()).add(subject_id)
    return {
        (kind, subject_id): name
        for kind, ids in by_kind.items()
        if kind in _namers
        for subject_id, name in _namers[kind](ids, actor).items()
    }
