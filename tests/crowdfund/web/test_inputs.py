"""Amounts as people type them, and legal days that a browser shows in each language of the platform."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.utils import translation

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.inputs import AmountField, DayInput, parse_amount, parse_typed

MILLION = Money.parse("1000000.00", Currency.CNY)


class Ticket(forms.Form):
    """One amount."""

    amount = AmountField()


@pytest.mark.parametrize(
    "typed", ["1000000", "1,000,000.00", " 1 000 000 ", "１０００，０００", "１００００００．００", "1，000，000"]
)
def test_digits_of_a_chinese_keyboard_count(typed: str) -> None:
    assert parse_typed(typed, Currency.CNY) == MILLION
    assert Ticket({"amount": typed}).is_valid()


@pytest.mark.parametrize("typed", ["100万", "一百万", "1e6", "😀", "¥1000000", "1000000.001", "9" * 30, "①"])
def test_words_are_no_amount_and_the_refusal_says_what_is(typed: str) -> None:
    form = Ticket({"amount": typed})
    with translation.override("en"):
        assert form.errors["amount"] == [
            "Write the amount in digits, with at most two decimals, for example 2,500,000.00."
        ]
    assert form["amount"].value() == typed, "what was typed stays"


def test_programs_write_narrow_digits() -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount("１０００", Currency.CNY)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_is_written_as_browsers_read_it(language: str) -> None:
    with translation.override(language):
        shown = DayInput().render("day", date(2026, 11, 22))
    assert 'type="date"' in shown
    assert 'value="2026-11-22"' in shown


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def test_every_day_of_every_form_is() -> None:
    import_module(settings.ROOT_URLCONF)  # brings in every form of the platform
    days = [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in _subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField) and field.widget.attrs.get("type", field.widget.input_type) == "date"
    ]
    assert days
    assert [name for name, field in days if field.widget.format != "%Y-%m-%d"] == []
