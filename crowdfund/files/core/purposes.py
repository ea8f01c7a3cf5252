"""files / core: what files are for, asked of the rooms above that use them.

A room that wants files says once, from `AppConfig.ready`, what for: who may send them and who reads them besides those
who always may. So this room never learns what a raise or a certification is.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from crowdfund.kernel.actor import Actor

DOCUMENT: Final = "document"
"""The purpose of files that are about nothing yet; a room may later attach them (`attach_file`)."""

Readable = Callable[[Actor, Collection[UUID]], Collection[UUID]]
"""Returns those among some subjects whose files the actor may read, although they are not the actor's own."""


class UnknownPurpose(LookupError):
    """No room has installed this purpose: a mistake in the program, or a word that somebody made up."""


def nobody_else(_: Actor, __: Collection[UUID]) -> Collection[UUID]:
    """Grant nothing."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What files are for (用途). `word` is stored and never changes; `label` is translatable.

    `subject_kind` is the kind of what such files are about, empty when they are about nothing. `may_receive` says who
    may send files for it, `readable` for which subjects somebody reads them besides those who always may.
    """

    word: str
    label: object
    subject_kind: str
    may_receive: Callable[[Actor], bool]
    readable: Readable = nobody_else


_installed: Final[dict[str, Purpose]] = {}


def install_purpose(purpose: Purpose) -> None:
    """Make a purpose known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two purposes have one word.
    """
    if _installed.get(purpose.word, purpose) != purpose:
        raise ValueError(f"two purposes are called {purpose.word!r}")
    _installed[purpose.word] = purpose


def purpose_called(word: str) -> Purpose:
    """Return the purpose behind a word.

    :raises UnknownPurpose: nobody has installed it.
    """
    try:
        return _installed[word]
    except KeyError:
        raise UnknownPurpose(word) from None


def installed_purposes() -> Mapping[str, Purpose]:
    """Return the purposes by word."""
    return dict(sorted(_installed.items()))
