"""notices / core: where somebody goes on from a message, by the kind of its subject.

The rooms that own these pages stand above this one or beside it, so their addresses stand here as text; a test
compares them with the addresses that really exist.
"""

from typing import Final
from uuid import UUID

_PLACES: Final = {
    "round": "/rounds/{id}/",
    "organisation": "/organisations/{id}/",
    "delivery": "/audit/chain/",
}


def place_of(*, kind: str, subject_id: UUID) -> str:
    """Return the path of the subject's page, or nothing when the kind has none.

    >>> place_of(kind="delivery", subject_id=UUID(int=1))
    '/audit/chain/'
    """
    return _PLACES.get(kind, "").format(id=subject_id)


def kinds_with_a_place() -> tuple[str, ...]:
    """Return the kinds of subject that have a page."""
    return tuple(_PLACES)
