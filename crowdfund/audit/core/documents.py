"""audit / core: what an event may carry as "before" and "after", and the one way to write it down as bytes.

A document names things by reference only. The words that hold personal data are refused by their key, so that
erasing a person never needs an event to change.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

from crowdfund.kernel.money import Money

#: Keys that hold personal data or secrets, whatever stands in front of them ("contact_email", "founder_phone").
_PRIVATE_ENDINGS: Final = (
    "address|email|fax|id_card|id_number|mobile|passport|passport_number|password|phone|phone_number|recovery_code"
    "|resident_id|secret|telephone|token|wechat|birthday|born_on"
)

#: Names of people. Names of things (a company's registered name, a project's title) are public registers' matter.
_PRIVATE_NAMES: Final = (
    "name|(?:full|real|legal|first|last|given|family|display|person|user|holder|contact|account)_name"
)

_PRIVATE_KEY: Final = re.compile(rf"{_PRIVATE_NAMES}|(?:.*_)?(?:{_PRIVATE_ENDINGS})(?:_masked|_hash)?")

Document = dict[str, Any]


class PersonalDataInEvent(ValueError):
    """An event was about to copy personal data instead of naming its row: a mistake in the action that records it."""


def document_of(values: Mapping[str, Any]) -> Document:
    """Return `values` as plain JSON: words, integers, booleans, nothing else that could be read in two ways.

    Ids become their text, days and instants their ISO text (instants in UTC), money `{"amount", "currency"}`.

    >>> document_of({"state": "DRAFT", "rounds": (1, 2)})
    {'state': 'DRAFT', 'rounds': [1, 2]}

    :raises PersonalDataInEvent: a key, at any depth, that holds personal data or a secret.
    :raises TypeError: a float, or a value that has no plain form.
    """
    return {_checked_key(key): _plain(value) for key, value in values.items()}


def canonical_json(document: Any) -> bytes:
    """Return the one spelling of a plain JSON document: keys sorted by code point, no blanks, UTF-8.

    >>> canonical_json({"b": [True, None], "a": "融资"}).decode()
    '{"a":"融资","b":[true,null]}'

    :raises ValueError: a number that is not finite.
    """
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def instant_text(instant: datetime) -> str:
    """Return an instant as it is hashed and sent: UTC with six digits, whatever zone it came in.

    >>> instant_text(datetime(2026, 11, 22, 8, 30, tzinfo=UTC))
    '2026-11-22T08:30:00.000000Z'

    :raises ValueError: `instant` has no zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant has a zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _checked_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key {key!r} is not a word")
    if _PRIVATE_KEY.fullmatch(key.lower()):
        raise PersonalDataInEvent(f"an event may not hold {key!r}; name the row it stands in instead")
    return str(key)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return document_of(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=canonical_json)
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    match value:
        case Enum():
            return _plain_scalar(value.value)
        case None | bool() | int():
            return value
        case str():
            return _checked_text(value)
        case Money():
            return {"amount": value.as_text(), "currency": value.currency.value}
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form in an event")


def _checked_text(text: str) -> str:
    """Return `text` as a plain string; the database can't keep NUL, and half a surrogate pair has no bytes."""
    if "\x00" in text:
        raise TypeError("a text with NUL has no plain form in an event")
    text.encode()
    return str.__str__(text)
