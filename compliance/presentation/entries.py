"""compliance / presentation: the declared fields of a calculator as a form: text by name, rows that come and go.

What a person types becomes the JSON that a program would send; the one strict reader judges both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance.core.calculators.calculator import KNOWN_AT
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Amount, Count, Day, Flag, Instant, Percent, Price, Word
from compliance.core.sentences import Sentence
from compliance.library import book
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Currency
from crowdfund.web.components.amounts import unit_text
from crowdfund.web.components.language import in_language
from crowdfund.web.inputs import DayInput
from crowdfund.web.problems import field_message

Values = dict[str, str]
"""What was typed, by the name of the control: ``edges.0.amount``; ``edges.rows`` is how many rows a list has."""

_MOST_ROWS: Final = 60
_WHOLE: Final = re.compile(r"[0-9]+", re.ASCII)
_AMOUNT: Final = re.compile(r"(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]{1,2}))?", re.ASCII)
_LOCAL_INSTANT: Final = re.compile(r"[0-9-]{10}T[0-9:]{5,8}", re.ASCII)
_SHANGHAI: Final = "+08:00"
_YES_NO: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of the form for the template: a control, a group of parts, or a list of rows of parts."""

    name: str
    title: str
    meaning: str
    is_required: bool
    control: forms.BoundField | None = None
    parts: tuple["Part", ...] = ()
    rows: tuple["Row", ...] = ()
    is_list: bool = False
    may_grow: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of a list; `name` is what the button that takes it out carries."""

    name: str
    number: int
    parts: tuple[Part, ...]
    may_go: bool


class _Text(forms.CharField):
    """Text as it was typed; the strict reader judges it."""

    def clean(self, value: Any) -> Any:
        return value


class _Choice(forms.ChoiceField):
    """A choice as it was made; the strict reader judges it."""

    def clean(self, value: Any) -> Any:
        return value


class CalculatorEntry(forms.Form):
    """The controls of one calculator, as many as its lists have rows."""

    def __init__(self, controls: Mapping[str, forms.Field], units: Mapping[str, Any], **options: Any) -> None:
        super().__init__(**options)
        self.fields.update(controls)
        self.units = units
        self.use_required_attribute = False
        self.beside: dict[str, list[str]] = {}
        """What is wrong with a group or a list as a whole, by its name."""

    def put(self, errors: Sequence[FieldError]) -> None:
        """Put each refusal beside its control, or beside its group where it belongs to none."""
        for error in errors:
            name = error.pointer.removeprefix("/").replace("/", ".")
            if name in self.fields:
                self.add_error(name, field_message(error))
            else:
                self.beside.setdefault(name, []).append(field_message(error))


@dataclass
class Questionnaire:
    """A form of declared fields for what has been typed so far."""

    fields: tuple[Field, ...]
    values: Values
    form: CalculatorEntry = field(init=False)

    def __post_init__(self) -> None:
        self.form = CalculatorEntry(self._controls(), self._units(), initial=self.values)

    def bind(self, errors: Sequence[FieldError]) -> None:
        """Show what is wrong with what was typed."""
        self.form = CalculatorEntry(self._controls(), self._units(), data=self.values)
        self.form.full_clean()
        self.form.put(errors)

    def raw(self) -> dict[str, Any]:
        """Return what was typed as the JSON that a program would send; what is empty was not sent."""
        return _raw(self.fields, "", self.values)

    def parts(self, fields: tuple[Field, ...]) -> tuple[Part, ...]:
        """Return the pieces of the form that are about some of its fields."""
        return self._parts(fields, "")

    def _controls(self) -> dict[str, forms.Field]:
        return {name: _control(field) for name, field in _leaves(self.fields, "", self.values)}

    def _units(self) -> dict[str, Any]:
        return {name: unit for name, field in _leaves(self.fields, "", self.values) if (unit := _unit(field))}

    def _parts(self, fields: Sequence[Field], prefix: str) -> tuple[Part, ...]:
        return tuple(self._part(field, f"{prefix}{field.name}") for field in fields)

    def _part(self, field: Field, name: str) -> Part:
        kind = field.kind
        common: dict[str, Any] = {
            "name": name,
            "title": in_language(field.title),
            "meaning": in_language(field.meaning),
            "is_required": field.required,
            "errors": tuple(self.form.beside.get(name, ())),
        }
        if isinstance(kind, Record):
            return Part(**common, parts=self._parts(kind.fields, f"{name}."))
        if isinstance(kind, Many):
            count, is_fixed = rows_in(kind, name, self.values), kind.least == kind.most
            rows = tuple(self._row(kind, name, index, may_go=count > kind.least) for index in range(count))
            may_grow = not is_fixed and count < min(kind.most, _MOST_ROWS)
            return Part(**common, is_list=True, rows=rows, may_grow=may_grow)
        return Part(**common, control=self.form[name])

    def _row(self, kind: Many, name: str, index: int, *, may_go: bool) -> Row:
        at = f"{name}.{index}"
        if isinstance(kind.of, Record):
            parts = self._parts(kind.of.fields, f"{at}.")
        else:
            parts = (self._part(_entry_of(kind, index), at),)
        return Row(name=at, number=index + 1, parts=parts, may_go=may_go)


def typed(fields: tuple[Field, ...], data: Mapping[str, str]) -> Values:
    """Return what was typed into the controls of declared fields; anything else in the address is nobody's."""
    values = {name: text for name, text in data.items() if name.endswith(".rows")}
    found: Values = {name: values[name] for name in values}
    found |= {name: data[name] for name, _field in _leaves(fields, "", found) if data.get(name)}
    return found


def with_row(fields: tuple[Field, ...], values: Values, name: str) -> Values:
    """Return what was typed with one more row in the list of that name."""
    kind = _list_named(fields, name)
    return {**values, f"{name}.rows": str(rows_in(kind, name, values) + 1)} if kind else values


def without_row(fields: tuple[Field, ...], values: Values, row: str) -> Values:
    """Return what was typed without one row, such as ``edges.0``; the later ones move up."""
    name, _dot, last = row.rpartition(".")
    kind = _list_named(fields, name)
    if kind is None or not _WHOLE.fullmatch(last):
        return values
    gone, count = int(last), rows_in(kind, name, values)
    kept = {f"{name}.rows": str(max(count - 1, kind.least))}
    for key, text in values.items():
        index, rest = _row_of(key, name)
        if index is None and key != f"{name}.rows":
            kept[key] = text
        elif index is not None and index != gone:
            kept[f"{name}.{index - (index > gone)}{rest}"] = text
    return kept


def rows_in(kind: Many, name: str, values: Values) -> int:
    """Return how many rows a list has: as many as were asked for, at least as many as it needs."""
    asked = values.get(f"{name}.rows", "")
    wanted = int(asked) if _WHOLE.fullmatch(asked) and len(asked) < 4 else 0
    return max(kind.least, min(wanted, kind.most, _MOST_ROWS))


def _row_of(key: str, name: str) -> tuple[int | None, str]:
    """Return which row of a list a control stands in, and the rest of its name."""
    if not key.startswith(f"{name}."):
        return None, ""
    number, dot, rest = key.removeprefix(f"{name}.").partition(".")
    return (int(number), f"{dot}{rest}") if _WHOLE.fullmatch(number) else (None, "")


def _list_named(fields: tuple[Field, ...], name: str) -> Many | None:
    """Return the list of that name, whose rows are numbers in the name."""
    kind: Any = None
    for step in name.split("."):
        if _WHOLE.fullmatch(step) and isinstance(kind, Many):
            kind = kind.of
        else:
            kind = next((field.kind for field in fields if field.name == step), None)
        fields = kind.fields if isinstance(kind, Record) else ()
    return kind if isinstance(kind, Many) else None


def _leaves(fields: Sequence[Field], prefix: str, values: Values) -> Iterator[tuple[str, Field]]:
    """Yield every control with its name, rows of lists included."""
    for each in fields:
        name, kind = f"{prefix}{each.name}", each.kind
        if isinstance(kind, Record):
            yield from _leaves(kind.fields, f"{name}.", values)
        elif isinstance(kind, Many):
            for index in range(rows_in(kind, name, values)):
                inner = kind.of.fields if isinstance(kind.of, Record) else (_entry_of(kind, index),)
                yield from _leaves(inner, f"{name}.{index}." if isinstance(kind.of, Record) else f"{name}.", values)
        else:
            yield name, each


def _entry_of(kind: Many, index: int) -> Field:
    """Return a plain entry of a list as a field whose name is its number."""
    title = Sentence(zh=f"第 {index + 1} 项", en=f"No. {index + 1}")
    return Field(name=str(index), kind=kind.of, title=title, required=True)


def _raw(fields: Sequence[Field], prefix: str, values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields:
        value = _raw_value(each, f"{prefix}{each.name}", values)
        if value is not None:
            found[each.name] = value
    return found


def _raw_value(each: Field, name: str, values: Values) -> Any:
    """Return one value, or None where nothing was typed."""
    kind = each.kind
    if isinstance(kind, Record):
        return _raw(kind.fields, f"{name}.", values) or ({} if each.required else None)
    if isinstance(kind, Many):
        rows = [_raw_row(kind, f"{name}.{index}", values) for index in range(rows_in(kind, name, values))]
        return rows if each.required or any(rows) else None
    text = values.get(name, "").strip()
    return _as_json(each, text) if text else None


def _raw_row(kind: Many, name: str, values: Values) -> Any:
    if isinstance(kind.of, Record):
        return _raw(kind.of.fields, f"{name}.", values)
    text = values.get(name, "").strip()
    return _as_json(_entry_of(kind, 0), text)


def _as_json(each: Field, text: str) -> Any:
    """Return typed text as the JSON of its kind; what does not fit stays text, and the reader says what is wrong."""
    kind = each.kind
    if isinstance(kind, Amount):
        plain = text.replace(",", "").replace("，", "").replace(" ", "")
        match = _AMOUNT.fullmatch(plain)
        return f"{match['whole']}.{(match['part'] or '').ljust(2, '0')}" if match else text
    if isinstance(kind, Count):
        return int(text) if _WHOLE.fullmatch(text) and len(text) < 17 else text
    if isinstance(kind, Flag):
        return _YES_NO.get(text, text)
    if isinstance(kind, Percent | Price):
        return text.rstrip("%％ ").replace(",", "")
    if isinstance(kind, Instant) and _LOCAL_INSTANT.fullmatch(text):
        return f"{text}{_SHANGHAI}"
    return text


def _control(each: Field) -> forms.Field:
    kind = each.kind
    common: dict[str, Any] = {
        "label": in_language(each.title),
        "help_text": in_language(each.meaning),
        "required": each.required,
    }
    if each is KNOWN_AT:
        releases = [(str(release.number), str(release.number)) for release in reversed(book().releases)]
        return _Choice(**common, choices=[("", _("The newest")), *releases])
    if isinstance(kind, Word):
        return _Choice(
            **common, choices=[("", "—"), *((word.value, in_language(name)) for word, name in kind.words.items())]
        )
    if isinstance(kind, Flag):
        return _Choice(**common, choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))])
    return _Text(**common, widget=_widget(kind))


def _widget(kind: object) -> forms.Widget:
    if isinstance(kind, Day):
        return DayInput()
    if isinstance(kind, Instant):
        return forms.TextInput(attrs={"type": "datetime-local"})
    if isinstance(kind, Amount | Percent | Price | Count):
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.TextInput(attrs={"autocomplete": "off"})


def _unit(each: Field) -> Any:
    if isinstance(each.kind, Amount):
        return unit_text(Currency.CNY)
    if isinstance(each.kind, Percent):
        return "%"
    return in_language(each.kind.unit) if isinstance(each.kind, Count) and each.kind.unit else ""
