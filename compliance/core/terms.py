"""compliance / core: terms that the platform sets itself (平台期限): how long things count, as the book dates them.

They answer no question about facts, so no rule reads them; a verb or a list does, for the legal day that it is about
and as the newest release knows them. The book is put in place when the program starts, as `compliance.library` read it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final


class NoBook(RuntimeError):
    """A term was asked for before any book was put in place: the program was put together wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Some terms that belong together, under the name that the printed book gives for who reads them."""

    id: str
    reads: frozenset[str]


VALID_MONTHS: Final = "platform_policy.screening_valid_months"
EARLY_DAYS: Final = "platform_policy.screening_early_days"
GRACE_DAYS: Final = "platform_policy.screening_grace_days"
REPEAT_DAYS: Final = "platform_policy.screening_repeat_days"
DECIDE_DAYS: Final = "platform_policy.screening_decide_days"
CERTIFIED_MONTHS: Final = "platform_policy.certification_valid_months"
CALL_BACK_DAYS: Final = "platform_policy.call_back_days"
CALL_BACK_ATTEMPTS: Final = "platform_policy.call_back_attempts"

TERMS: Final = (
    Term(id="terms.screening", reads=frozenset({VALID_MONTHS, EARLY_DAYS, GRACE_DAYS, REPEAT_DAYS, DECIDE_DAYS})),
    Term(id="terms.certification", reads=frozenset({CERTIFIED_MONTHS})),
    Term(id="terms.call_back", reads=frozenset({CALL_BACK_DAYS, CALL_BACK_ATTEMPTS})),
)
"""All terms that are read outside of the rules."""

Reader = Callable[[date, str], object]
"""Returns the value of a parameter that is in force on a legal day, as the newest release knows it."""

_readers: Final[list[Reader]] = []


def install_terms(reader: Reader) -> None:
    """Make `reader` the way to the book; called once, when the program starts."""
    _readers[:] = [reader]


def term_on(day: date, parameter: str) -> int:
    """Return a number of days or months that is in force on a legal day, as the newest release knows it.

    :raises NotInForce: none is; nothing is put in its place. :raises NoBook: see its name.
    """
    if not _readers:
        raise NoBook("no rulebook was put in place; is compliance in INSTALLED_APPS?")
    value = _readers[0](day, parameter)
    if not isinstance(value, int):
        raise TypeError(f"{parameter} is no whole number")
    return value


def readers_of_parameter(id: str) -> tuple[str, ...]:
    """Return by name who reads a parameter outside of the rules."""
    return tuple(term.id for term in TERMS if id in term.reads)
