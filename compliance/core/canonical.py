"""compliance / core: one spelling for what is stored and hashed, and the way back to facts.

The same facts always give the same text, on every machine and in every version of the program: keys sorted, no blanks,
amounts and days as text, no number with a fraction.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from compliance.core.facts import FACTS, Facts, Reason, Unknown
from crowdfund.kernel.money import Currency, Money

T = TypeVar("T")


def canonical_json(content: object) -> str:
    """Return JSON with sorted keys and no blanks.

    >>> canonical_json({"b": [1], "a": "元"})
    '{"a":"元","b":[1]}'
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON can hold them, under the names of their fields.

    :raises TypeError: a fact of a type that has no exact spelling.
    """
    return {each.name: _plain(getattr(facts, each.name)) for each in fields(facts)}


def facts_hash(*, kind: str, plain: Mapping[str, Any]) -> str:
    """Return the SHA-256 of plain facts and their kind."""
    return hashlib.sha256(canonical_json({"kind": kind, "facts": plain}).encode()).hexdigest()


def facts_from_plain(*, kind: str, plain: Mapping[str, Any]) -> Facts:
    """Return the facts that `plain_facts` wrote, perhaps long ago.

    A fact that was added to its kind later is `Unknown(Reason.NOT_ASKED)`; the rules of that time never looked at it.

    :raises ValueError: an unknown kind, a missing or unknown field, or a value that does not fit its field.
    """
    if kind not in FACTS:
        raise ValueError(f"there are no facts of the kind {kind!r}")
    hints = get_type_hints(FACTS[kind])
    not_asked = {
        each.name: _plain(Unknown(Reason.NOT_ASKED)) for each in fields(FACTS[kind]) if _is_open(hints[each.name])
    }
    return cast("Facts", _whole(FACTS[kind], {**not_asked, **plain}))


def _plain(value: object) -> Any:
    match value:
        case Unknown():
            return {"unknown": value.reason.value}
        case Money():
            return {"amount": value.as_text(), "currency": value.currency.value}
        case tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return _plain_scalar(value)


def _plain_scalar(value: object) -> str | int | None:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime() if value.utcoffset() is None:
            raise TypeError("a fact can't be a datetime without an offset")
        case date():  # an instant is one too, and keeps its offset
            return value.isoformat()
        case _:
            raise TypeError(f"a fact can't be a {type(value).__name__}")


def _whole(kind: Any, plain: Any) -> object:
    hints = get_type_hints(kind)
    names = {each.name for each in fields(kind)}
    if not isinstance(plain, Mapping) or set(plain) != names:
        raise ValueError(f"{kind.__name__} has the fields {sorted(names)}")
    return kind(**{name: _typed(hints[name], plain[name]) for name in names})


def _typed(hint: Any, plain: Any) -> object:
    """Read one plain value as the type its field is annotated with; a union holds one type beside Unknown and None."""
    members = get_args(hint) if get_origin(hint) in (UnionType, Union) else (hint,)
    if plain is None and NoneType in members:
        return None
    if isinstance(plain, Mapping) and set(plain) == {"unknown"} and Unknown in members:
        return Unknown(Reason(plain["unknown"]))
    (kind,) = (each for each in members if each not in (Unknown, NoneType))
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], each) for each in _checked(list, plain))
    return _scalar(kind, plain)


def _is_open(hint: Any) -> bool:
    return Unknown in get_args(hint)


def _scalar(kind: type, plain: Any) -> object:
    if kind is Money:
        amount = _checked(dict, plain)
        return Money.parse(amount["amount"], Currency(amount["currency"]))
    if is_dataclass(kind):
        return _whole(kind, plain)
    if kind in (bool, int):
        return _checked(kind, plain)
    text = _checked(str, plain)
    if kind in (date, datetime):
        return kind.fromisoformat(text)
    if kind in (str, Decimal) or issubclass(kind, StrEnum):
        return kind(text)
    raise TypeError(f"a fact can't be a {kind.__name__}")


def _checked(kind: type[T], plain: Any) -> T:
    if type(plain) is not kind:
        raise ValueError(f"{plain!r} is no {kind.__name__}")
    return plain
