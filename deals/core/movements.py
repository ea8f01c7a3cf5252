"""deals / core: movements of money that rooms above order, and the list of those rooms' answers.

The arrow between the rooms points down, so this room can't ask an exit whether it waits for its money, nor tell it that
the money has come. The room above installs its answers once, at the start, as it does with its sweeps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import AccountTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementSubject:
    """What a room above answers about the movements it orders for one kind of subject.

    Each is called with the subject's id, in the unit of work that books the movement, under the lock of the raise.
    `account` names what the money is owed from or to while it lies in custody. `is_awaited` says whether money is
    expected to come in now; what is not goes back. `moved` does what follows from money that has moved.
    """

    kind: str
    account: Callable[[UUID, Currency], AccountTerms]
    is_awaited: Callable[[UUID], bool]
    moved: Callable[[UUID, Money], None]


_installed: dict[str, MovementSubject] = {}


def install_movement_subject(subject: MovementSubject) -> None:
    """Make a kind of subject known; called by its room, from `AppConfig.ready`.

    :raises ValueError: two rooms answer for one kind.
    """
    if _installed.get(subject.kind, subject) != subject:
        raise ValueError(f"two rooms answer for movements of {subject.kind!r}")
    _installed[subject.kind] = subject


def movement_subject(kind: str) -> MovementSubject:
    """Return who answers for movements of this kind.

    :raises LookupError: nobody does.
    """
    if kind not in _installed:
        raise LookupError(f"no room answers for movements of {kind!r}")
    return _installed[kind]
