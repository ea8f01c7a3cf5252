"""What the terms of a window must be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crowdfund.kernel.money import Currency, Money
from exits.core.window import wrong_terms
from tests.factories.deals import TODAY, yuan
from tests.factories.exits import NEXT_ROUND

RAISED, UNITS = yuan("5000000.00"), 500_000_000
ONE_FEN = Money(1, Currency.CNY)


def _wrong(**changes: Any) -> list[tuple[str, str]]:
    terms = replace(NEXT_ROUND, **changes)
    return [(error.pointer, error.code) for error in wrong_terms(terms, raised=RAISED, units=UNITS, today=TODAY)]


def test_the_limits_themselves_are_fine():
    assert _wrong() == []
    assert _wrong(closes_on=TODAY, capacity_units=UNITS) == []
    assert _wrong(completion_post_money=RAISED, pre_money=RAISED) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"buyer": " "}, "/buyer", "required"),
        ({"buyer_consents": False}, "/buyer_consents", "needs_consent"),
        ({"completion_post_money": RAISED - ONE_FEN}, "/completion_post_money", "too_small"),
        ({"pre_money": NEXT_ROUND.completion_post_money - ONE_FEN}, "/pre_money", "below_completion"),
        ({"capacity_units": 0}, "/capacity_units", "too_small"),
        ({"capacity_units": UNITS + 1}, "/capacity_units", "too_large"),
        ({"closes_on": TODAY - timedelta(days=1)}, "/closes_on", "in_the_past"),
    ],
)
def test_what_can_not_be_is_named(changes: dict[str, Any], pointer: str, code: str):
    assert _wrong(**changes) == [(pointer, code)]
