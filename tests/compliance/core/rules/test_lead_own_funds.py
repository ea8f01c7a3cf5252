"""What is found of money that was traced to the issuer's side, in its own currency."""

from datetime import date

import pytest

from compliance.core.outcome import Outcome
from compliance.core.rule import Reading
from compliance.core.rules.lead_own_funds import LEAD_OWN_FUNDS_TAINTED, tainted_finding
from compliance.library import book
from crowdfund.kernel.money import Currency, Money


@pytest.mark.parametrize(("amount", "outcome"), [("0.00", Outcome.PERMIT), ("0.01", Outcome.DENY)])
def test_a_fen_is_enough(amount: str, outcome: Outcome):
    law = Reading(
        view=book().at(date(2026, 11, 22), known_at=4),
        reads=LEAD_OWN_FUNDS_TAINTED.reads,
        provision=LEAD_OWN_FUNDS_TAINTED.provision,
    )
    found = tainted_finding(Money.parse(amount, Currency.CNY), law)
    assert (found.outcome, found.measured, found.limit, found.unit) == (outcome, amount, "0.00", "CNY")
