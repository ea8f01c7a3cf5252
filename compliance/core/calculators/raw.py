"""compliance / core: JSON text as values, without losing what a strict reader must see."""

import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from compliance.core.calculators.complaints import Complaint
from compliance.core.sentences import Sentence

_NO_JSON: Final = Sentence(zh="不是 JSON 文本。", en="This is no JSON text.")


@dataclass(frozen=True, slots=True)
class Floating:
    """A number with a fraction or an exponent: floating point, which no amount and no law is written in."""

    text: str


class Object(dict[str, Any]):
    """A JSON object that remembers which of its names were written twice."""

    twice: tuple[str, ...] = ()


def read_json(text: str | bytes) -> object | Complaint:
    """Return the value of a JSON text, or the complaint that it is none.

    Objects come back as `Object`, numbers with a fraction as `Floating`.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        value: object = json.loads(text, object_pairs_hook=_object, parse_float=Floating, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return Complaint("", "invalid", _NO_JSON)
    return value


def _object(pairs: list[tuple[str, Any]]) -> Object:
    found = Object(pairs)
    names = [name for name, _ in pairs]
    if len(found) < len(names):
        found.twice = tuple(sorted({name for name in names if names.count(name) > 1}))
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")
