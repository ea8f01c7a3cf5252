"""compliance / core: the declared fields of a calculator, objects and lists too, read strictly and all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compliance.core.calculators.complaints import REQUIRED, TWICE, UNKNOWN_FIELD, Complaints, below
from compliance.core.calculators.kinds import Kind
from compliance.core.calculators.raw import Object
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

_DEEPEST: Final = 100
"""How deep objects may lie in each other; far more than any real chain of holders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One named field (字段): what it holds, how people call it, and what stands for it when it was not sent.

    `default` is the value of an optional field that was not sent; None says that it was not sent.
    """

    name: str
    kind: Kind
    title: Sentence
    meaning: Sentence = NOTHING_TO_SAY
    required: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Record:
    """An object of declared fields; its value is a dict with every declared name.

    `declared` may be a function where a record holds itself (holders of holders).
    """

    declared: tuple[Field, ...] | Callable[[], tuple[Field, ...]]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the declared fields."""
        return self.declared() if callable(self.declared) else self.declared

    def read(self, raw: object, at: str, wrong: Complaints) -> dict[str, Any] | None:
        """Return the values by name; None where there is no object at all."""
        if not isinstance(raw, Mapping):
            wrong.add(at, "invalid", _NOT_OBJECT)
            return None
        if at.count("/") > 2 * _DEEPEST:
            wrong.add(at, "too_large", _TOO_DEEP)
            return None
        fields = self.fields
        names = {field.name for field in fields}
        for name in raw.twice if isinstance(raw, Object) else ():
            wrong.add(below(at, name), "invalid", TWICE)
        for name in raw:
            if name not in names:
                wrong.add(below(at, name), "unknown", UNKNOWN_FIELD)
        return {field.name: _value(field, raw, at, wrong) for field in fields}

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema; what holds itself is described once."""
        return _object_schema(self.fields, ())

    def schema_within(self, seen: tuple[object, ...]) -> dict[str, Any]:
        """Return the JSON Schema as part of a larger one, which has described `seen` already."""
        if self.declared in seen:
            return {"type": "object", "description": "as described above"}
        return _object_schema(self.fields, (*seen, self.declared))


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A list; its value is a tuple in the order sent, with None in the places of entries that were complained about."""

    of: Kind
    least: int = 0
    most: int = 1_000

    def read(self, raw: object, at: str, wrong: Complaints) -> tuple[Any, ...] | None:
        """Return the values."""
        if not isinstance(raw, list):
            wrong.add(at, "invalid", _NOT_LIST)
            return None
        if not self.least <= len(raw) <= self.most:
            bounds = f"{self.least}" if self.least == self.most else f"{self.least}–{self.most}"
            code = "too_small" if len(raw) < self.least else "too_large"
            wrong.add(at, code, Sentence(zh=f"须有 {bounds} 项。", en=f"This must have {bounds} entries."))
            return None
        return tuple(self.of.read(each, below(at, index), wrong) for index, each in enumerate(raw))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return self.schema_within(())

    def schema_within(self, seen: tuple[object, ...]) -> dict[str, Any]:
        """Return the JSON Schema as part of a larger one, which has described `seen` already."""
        items = _schema_of(self.of, seen)
        return {"type": "array", "items": items, "minItems": self.least, "maxItems": self.most}


def _value(field: Field, raw: Mapping[str, Any], at: str, wrong: Complaints) -> Any:
    if field.name in raw:
        return field.kind.read(raw[field.name], below(at, field.name), wrong)
    if field.required:
        wrong.add(below(at, field.name), "required", REQUIRED)
    return field.default


def _object_schema(fields: tuple[Field, ...], seen: tuple[object, ...]) -> dict[str, Any]:
    described = {}
    for field in fields:
        described[field.name] = {**_schema_of(field.kind, seen), "title": field.title.en}
    schema: dict[str, Any] = {"type": "object", "properties": described, "additionalProperties": False}
    if required := [field.name for field in fields if field.required]:
        schema["required"] = required
    return schema


def _schema_of(kind: Kind, seen: tuple[object, ...]) -> dict[str, Any]:
    if isinstance(kind, Record | Many):
        return kind.schema_within(seen)
    return kind.schema()


_NOT_OBJECT: Final = Sentence(zh="须为 JSON 对象。", en="This must be a JSON object.")
_NOT_LIST: Final = Sentence(zh="须为列表。", en="This must be a list.")
_TOO_DEEP: Final = Sentence(zh="嵌套过深。", en="This lies too deep.")
