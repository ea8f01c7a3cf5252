"""tests / inputs: amounts as people type them, and what is none."""

import pytest
from django import forms
from django.utils import translation

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.inputs import AmountField, parse_amount, parse_typed

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
