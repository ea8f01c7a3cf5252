"""A general partner with the token share and nothing else is told the smallest amount that is enough."""

from datetime import date

import pytest

from compliance.core.engine import judge
from compliance.core.facts import LeadRatioFacts, Reason, Stage, Unknown, VehicleShare
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rules.lead_exposure import LEAD_VEHICLE_GP_ONLY
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

NOT_STATED = Unknown(Reason.NOT_STATED)


def yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


def found(general: str, limited: str = "0.00") -> Finding:
    facts = LeadRatioFacts(
        stage=Stage.A_B,
        round_target=yuan("50000000.00"),
        lead_commitment=yuan("5000000.00"),
        allocated_amount=None,
        step_up=None,
        tainted_amount=None,
        nominee=None,
        hidden_leverage=None,
        lead_assets=NOT_STATED,
        company_percent=NOT_STATED,
        vehicle=VehicleShare(
            capital=yuan("10000000.00"), as_general_partner=yuan(general), as_limited_partner=yuan(limited)
        ),
    )
    (finding,) = judge(
        facts=facts, view=book().at(date(2026, 11, 22), known_at=4), rules=[LEAD_VEHICLE_GP_ONLY]
    ).findings
    return finding


def test_the_limit_itself_is_warned_of_and_one_fen_more_is_named():
    warned = found("100000.00")
    assert (warned.outcome, warned.measured, warned.limit) == (Outcome.WARN, "1.00", "1.00")
    assert "100,000.01 yuan" in warned.remedy.en


@pytest.mark.parametrize(("general", "limited"), [("100000.01", "0.00"), ("100000.00", "0.01"), ("0.00", "0.01")])
def test_a_fen_more_or_any_money_beside_is_enough(general: str, limited: str):
    assert found(general, limited).outcome is Outcome.PERMIT
