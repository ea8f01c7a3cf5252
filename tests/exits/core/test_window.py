"""What the terms of a window must be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crowdfund.kernel.money import Currency, Money
from exits.core.window import DAYS_TO_PAY, pay_by, wrong_capacity, wrong_terms
from tests.factories.deals import TODAY, yuan
from tests.factories.exits import NEXT_ROUND

RAISED, UNITS = yuan("5000000.00"), 500_000_000
ONE_FEN = Money(1, Currency.CNY)


def _wrong(**changes: Any) -> list[tuple[str, str]]:
    terms = replace(NEXT_ROUND, **changes)
    return [(error.pointer, error.code) for error in wrong_terms(terms, raised=RAISED, units=UNITS, today=TODAY)]


def test_the_limits_themselves_are_fine():
    assert _wrong() == []
    assert _wrong(closes_on=TODAY, proposed_units=UNITS) == []
    assert _wrong(completion_post_money=RAISED, pre_money=RAISED) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"buyer_name": " "}, "/buyer_name", "required"),
        ({"completion_post_money": RAISED - ONE_FEN}, "/completion_post_money", "too_small"),
        ({"pre_money": NEXT_ROUND.completion_post_money - ONE_FEN}, "/pre_money", "below_completion"),
        ({"proposed_units": 0}, "/proposed_units", "too_small"),
        ({"proposed_units": UNITS + 1}, "/proposed_units", "too_large"),
        ({"closes_on": TODAY - timedelta(days=1)}, "/closes_on", "in_the_past"),
    ],
)
def test_what_can_not_be_is_named(changes: dict[str, Any], pointer: str, code: str):
    assert _wrong(**changes) == [(pointer, code)]


@pytest.mark.parametrize(
    ("units", "code"),
    [(0, "too_small"), (1, ""), (NEXT_ROUND.proposed_units, ""), (NEXT_ROUND.proposed_units + 1, "too_large")],
)
def test_the_buyer_takes_at_least_one_unit_and_at_most_what_was_proposed(units: int, code: str):
    wrong = wrong_capacity(units, terms=NEXT_ROUND)
    assert [(error.pointer, error.code) for error in wrong] == ([("/capacity_units", code)] if code else [])


def test_the_buyer_has_whole_days_to_pay():
    assert pay_by(TODAY) == TODAY + timedelta(days=DAYS_TO_PAY)
