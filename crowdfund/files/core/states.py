"""files / core: the states of a file, and why one is quarantined."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class FileState(StrEnum):
    """Where a file stands."""

    WAITING = "waiting"
    CLEAN = "clean"
    QUARANTINED = "quarantined"


class FileEvent(StrEnum):
    """What happens to a file."""

    CLEAN = "clean"
    QUARANTINE = "quarantine"


FILE: Machine[FileState, FileEvent] = Machine(
    "file",
    FileState.WAITING,
    {
        (FileState.WAITING, FileEvent.CLEAN): FileState.CLEAN,
        (FileState.WAITING, FileEvent.QUARANTINE): FileState.QUARANTINED,
    },
)


class Reason(StrEnum):
    """Why a file is quarantined (隔离); nothing that it contains is repeated."""

    KIND = "kind"
    """It is none of the kinds that are taken, whatever its name says."""
    UNREADABLE = "unreadable"
    """It is damaged, cut off, or breaks the program that reads it."""
    ENCRYPTED = "encrypted"
    """It can't be read without a password."""
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_HEAVY = "too_heavy"
    """Reading it takes more time, memory or room than is given."""
    ACTIVE = "active"
    """Something active was still in it after it had been re-written."""
    LOST = "lost"
    """Its bytes did not arrive, or are not those that arrived."""
    NOT_EXAMINED = "not_examined"
    """Examining it was begun several times and never came to an end."""
