"""compliance / core: the plain types of the calculators' fields, each read exactly or complained about.

Money is a string of yuan with exactly two decimals, a percentage a string with at most six, a count an integer, a day
ISO 8601, an instant ISO 8601 with its offset. JSON's floating-point numbers are refused everywhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Generic, Protocol, TypeVar

from compliance.core.calculators.complaints import Complaints
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Currency, Money

_AMOUNT: Final = re.compile(r"[0-9]{1,16}\.[0-9]{2}", re.ASCII)
_PERCENT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_PRICE: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
_LARGEST: Final = 10**15


class Kind(Protocol):
    """What a field holds: how raw JSON becomes its value, and how the value is described to programs."""

    def read(self, raw: object, at: str, wrong: Complaints) -> Any:
        """Return the value, or None after complaining."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money in yuan, never negative (金额); `is_positive` refuses nothing as well."""

    is_positive: bool = False

    def read(self, raw: object, at: str, wrong: Complaints) -> Money | None:
        """Return the amount."""
        if not isinstance(raw, str) or not _AMOUNT.fullmatch(raw):
            wrong.add(at, "invalid", _NOT_MONEY)
            return None
        amount = Money.parse(raw, Currency.CNY)
        if self.is_positive and not amount:
            wrong.add(at, "too_small", _NOT_POSITIVE)
            return None
        return amount

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,16}\.[0-9]{2}$", "description": "yuan"}


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, never negative (百分比); 2.5 is 2.5 %."""

    def read(self, raw: object, at: str, wrong: Complaints) -> Decimal | None:
        """Return the percentage."""
        return _decimal(raw, _PERCENT, at, wrong, _NOT_PERCENT)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,6})?$", "description": "percent"}


@dataclass(frozen=True, slots=True)
class Price:
    """Yuan per share or unit, never negative (价格)."""

    def read(self, raw: object, at: str, wrong: Complaints) -> Decimal | None:
        """Return the price."""
        return _decimal(raw, _PRICE, at, wrong, _NOT_PRICE)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,4})?$", "description": "yuan for one"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number of at least `least` (整数); `unit` is how pages call one."""

    least: int = 0
    unit: Sentence | None = None

    def read(self, raw: object, at: str, wrong: Complaints) -> int | None:
        """Return the number."""
        if type(raw) is not int:
            wrong.add(at, "invalid", _NOT_COUNT)
            return None
        if not self.least <= raw <= _LARGEST:
            code = "too_small" if raw < self.least else "too_large"
            bounds = f"{self.least}–{_LARGEST}"
            wrong.add(at, code, Sentence(zh=f"须在 {bounds} 之间。", en=f"This must be within {bounds}."))
            return None
        return raw

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": _LARGEST}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no (是否)."""

    def read(self, raw: object, at: str, wrong: Complaints) -> bool | None:
        """Return the answer."""
        if not isinstance(raw, bool):
            wrong.add(at, "invalid", _NOT_FLAG)
            return None
        return raw

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A legal day (日期)."""

    def read(self, raw: object, at: str, wrong: Complaints) -> date | None:
        """Return the day."""
        try:
            if isinstance(raw, str) and _DAY.fullmatch(raw) and _is_near(found := date.fromisoformat(raw)):
                return found
        except ValueError:
            pass
        wrong.add(at, "invalid", _NOT_DAY)
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant with its offset, which the answer keeps (时刻)."""

    def read(self, raw: object, at: str, wrong: Complaints) -> datetime | None:
        """Return the aware instant in the offset in which it was written."""
        try:
            if isinstance(raw, str) and _INSTANT.fullmatch(raw) and _is_near(found := datetime.fromisoformat(raw)):
                return found
        except ValueError:
            pass
        wrong.add(at, "invalid", _NOT_INSTANT)
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A short name that the caller gives, such as the id of a node (文本)."""

    longest: int = 100

    def read(self, raw: object, at: str, wrong: Complaints) -> str | None:
        """Return the text."""
        if not isinstance(raw, str) or not raw or len(raw) > self.longest or not raw.isprintable():
            zh, en = f"须为 1 至 {self.longest} 个可见字符。", f"This must be 1 to {self.longest} visible characters."
            wrong.add(at, "invalid", Sentence(zh=zh, en=en))
            return None
        return raw

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Word(Generic[W]):
    """One of the words of an enum, with how people call each (枚举)."""

    words: Mapping[W, Sentence]

    def read(self, raw: object, at: str, wrong: Complaints) -> W | None:
        """Return the member."""
        found = next((word for word in self.words if isinstance(raw, str) and word.value == raw), None)
        if found is None:
            known = ", ".join(word.value for word in self.words)
            wrong.add(at, "not_a_choice", Sentence(zh=f"可选：{known}。", en=f"The choices are: {known}."))
        return found

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "enum": [word.value for word in self.words]}


def _is_near(day: date) -> bool:
    """Tell whether a day lies where periods can be added to it and law can be asked about it."""
    return 1900 <= day.year <= 2200


def _decimal(raw: object, form: re.Pattern[str], at: str, wrong: Complaints, said: Sentence) -> Decimal | None:
    if not isinstance(raw, str) or not form.fullmatch(raw):
        wrong.add(at, "invalid", said)
        return None
    return Decimal(raw)


_NOT_MONEY: Final = Sentence(
    zh='金额写作带两位小数、不带正负号的文本，单位为元，例如 "2500000.00"。',
    en='An amount is a text of yuan with exactly two decimals and no sign, such as "2500000.00".',
)
_NOT_POSITIVE: Final = Sentence(zh="须大于零。", en="This must be more than zero.")
_NOT_PERCENT: Final = Sentence(
    zh='百分比写作最多六位小数的文本，例如 "25" 或 "2.5"。',
    en='A percentage is a text with at most six decimals, such as "25" or "2.5".',
)
_NOT_PRICE: Final = Sentence(
    zh='价格写作最多四位小数的文本，例如 "12.5"。',
    en='A price is a text with at most four decimals, such as "12.5".',
)
_NOT_COUNT: Final = Sentence(zh="须为整数，例如 12。", en="This must be a whole number, such as 12.")
_NOT_FLAG: Final = Sentence(zh="须为 true 或 false。", en="This must be true or false.")
_NOT_DAY: Final = Sentence(
    zh='日期写作 "2024-07-01"，年份在 1900 至 2200 之间。',
    en='A day is written as "2024-07-01", its year within 1900 to 2200.',
)
_NOT_INSTANT: Final = Sentence(
    zh='时刻须带时差，例如 "2024-03-01T10:00:00+08:00"。',
    en='An instant carries its offset, such as "2024-03-01T10:00:00+08:00".',
)
