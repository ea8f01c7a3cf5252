"""compliance / core: in which unit a value of the book is written, and how it is read exactly."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from compliance.core.facts import LegalForm
from crowdfund.kernel.money import Currency, Money

Value: TypeAlias = Money | Decimal | int | frozenset[str]
"""What the book can hold: an amount, a percentage, a count, or a set of words."""

_AMOUNT: Final = re.compile(r"[0-9]+\.[0-9]{2}")
_BETWEEN: Final = ", "
_PERCENT: Final = re.compile(r"[0-9]+(\.[0-9]{1,6})?")


class WrongUnit(ValueError):
    """A raw value is not written as its unit asks; the message says how it is written."""


def _money(raw: object) -> Money:
    if not isinstance(raw, str) or not _AMOUNT.fullmatch(raw):
        raise WrongUnit('an amount in CNY is written as yuan with two decimals in quotes, such as "1000000.00"')
    return Money.parse(raw, Currency.CNY)


def _percent(raw: object) -> Decimal:
    if not isinstance(raw, str) or not _PERCENT.fullmatch(raw):
        raise WrongUnit('a percentage is written with at most six decimals in quotes, such as "30" or "2.5"')
    return Decimal(raw)


def _count(raw: object) -> int:
    if type(raw) is not int or raw < 0:
        raise WrongUnit("a count is written as a whole number without quotes, such as 12")
    return raw


def _legal_forms(raw: object) -> frozenset[str]:
    known = ", ".join(LegalForm)
    if not isinstance(raw, list) or not raw or any(word not in list(LegalForm) for word in raw):
        raise WrongUnit(f"legal forms are written as a list of some of these words: {known}")
    if len(set(raw)) < len(raw):
        raise WrongUnit("a legal form is listed once")
    return frozenset(raw)


def _words(raw: object) -> frozenset[str]:
    if not isinstance(raw, list) or not raw or any(not isinstance(word, str) or not word.strip() for word in raw):
        raise WrongUnit("words are written as a list of texts that are not empty")
    if any(_BETWEEN in word for word in raw):
        raise WrongUnit("a word has no comma followed by a blank, which stands between words")
    if len(set(raw)) < len(raw):
        raise WrongUnit("a word is listed once")
    return frozenset(raw)


UNITS: Final[Mapping[str, Callable[[object], Value]]] = MappingProxyType(
    {
        "CNY": _money,
        "percent": _percent,
        "persons": _count,
        "hours": _count,
        "days": _count,
        "working_days": _count,
        "months": _count,
        "years": _count,
        "times": _count,
        "legal_forms": _legal_forms,
        "words": _words,
    }
)
"""Every unit a parameter may have, with the function that reads its raw TOML value or raises `WrongUnit`."""


def as_text(value: Value) -> str:
    """Return the canonical text of a value: what is hashed, printed and compared.

    >>> as_text(Money.parse("1000000.00", Currency.CNY))
    '1000000.00'
    """
    if isinstance(value, Money):
        return value.as_text()
    if isinstance(value, frozenset):
        return _BETWEEN.join(sorted(value))
    return str(value)
