"""compliance / presentation: the answer of a calculator as people read it: findings, named values, what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from compliance.core.calculators.calculator import Calculator
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Amount, Day, Instant, Percent, Price, Word
from compliance.core.outcome import Outcome
from compliance.presentation.pictures import picture_of
from compliance.words import shown_code
from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components.language import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer for a page: what objects, what passed, the values, what was beaten or not examined, a picture."""

    verdict: str | None
    findings: Sequence[Mapping[str, Any]]
    passed: Sequence[Mapping[str, Any]]
    lists: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
    values: Sequence[tuple[str, object]]
    beaten: Sequence[tuple[SafeString, SafeString]]
    open: Sequence[tuple[SafeString, str]]
    picture: SafeString | None
    as_of: date
    known_at: int
    book_hash: SafeString


def shown(*, calculator: Calculator, raw: dict[str, Any], answer: dict[str, Any]) -> Shown:
    """Return the answer to what was typed, in the current language."""
    findings = answer["findings"]
    return Shown(
        verdict=answer["verdict"],
        findings=[each for each in findings if each["outcome"] != Outcome.PERMIT],
        passed=[each for each in findings if each["outcome"] == Outcome.PERMIT],
        lists=list(_finding_lists(calculator, answer)),
        values=list(_values(calculator.gives, answer, "")),
        beaten=[(shown_code(each["rule"]), shown_code(each["by"])) for each in answer["beaten"]],
        open=[(shown_code(each["rule"]), _names(calculator, each["missing"])) for each in answer["not_examined"]],
        picture=picture_of(name=calculator.name, raw=raw, answer=answer),
        as_of=date.fromisoformat(answer["as_of"]),
        known_at=answer["known_at"],
        book_hash=shown_code(answer["book_hash"]),
    )


def _finding_lists(calculator: Calculator, answer: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the answer fields that are findings of their own, such as those on the effective share."""
    for each in calculator.gives:
        value = answer[each.name]
        if _are_findings(value):
            yield in_language(each.title), [finding for finding in value if finding["outcome"] != Outcome.PERMIT]


def _are_findings(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and "outcome" in one for one in value)


def _values(fields: Sequence[Field], answer: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield each value of the answer with its name; those of an object stand under both names."""
    for each in fields:
        value, name = answer.get(each.name), f"{prefix}{in_language(each.title)}"
        if value is None or _are_findings(value):
            continue
        if isinstance(each.kind, Record):
            yield from _values(each.kind.fields, value, f"{name} · ")
        elif isinstance(each.kind, Many):
            for index, line in enumerate(value, start=1):
                yield (f"{name} {index}" if len(value) > 1 else name), _line(each.kind, line)
        else:
            yield name, _value(each.kind, value)


def _line(kind: Many, value: Any) -> object:
    """Return one entry of a list; the values of an object stand beside each other."""
    if isinstance(kind.of, Record) and isinstance(value, dict):
        return " · ".join(str(part) for _name, part in _texts(kind.of.fields, value))
    return _value(kind.of, value)


def _texts(fields: Sequence[Field], value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in fields:
        part = value.get(each.name)
        if isinstance(part, list):
            part = " → ".join(str(one) for one in part)
        elif isinstance(each.kind, Amount) and part is not None:
            part = f"{Money.parse(part, Currency.CNY).as_decimal():,}"
        if part is not None:
            yield in_language(each.title), str(part)


def _value(kind: object, value: Any) -> object:
    if isinstance(kind, Amount) and isinstance(value, str):
        return Money.parse(value, Currency.CNY)
    if isinstance(kind, Percent):
        return f"{value}%"
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Word):
        return next((in_language(name) for word, name in kind.words.items() if word == value), value)
    return str(value) if isinstance(kind, Price) else value


def _names(calculator: Calculator, missing: Sequence[str]) -> str:
    """Return how people call the facts that were not sent."""
    titles = {each.name: in_language(each.title) for each in _all_fields(calculator.asks)}
    return " · ".join(titles.get(name, name) for name in missing)


def _all_fields(fields: Sequence[Field], depth: int = 0) -> Iterator[Field]:
    for each in fields:
        yield each
        kind = each.kind.of if isinstance(each.kind, Many) else each.kind
        if isinstance(kind, Record) and depth < 2:
            yield from _all_fields(kind.fields, depth + 1)
