"""Tickets and alternatives in another currency, unknown facts, and averages that are shown rounded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from compliance.core.alternatives import average
from compliance.core.engine import Answer, judge
from compliance.core.facts import InvestorKind, ProductKind, QualificationFacts, Reason, Regime, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, CurrencyMismatch, Money

NOT_STATED = Unknown(Reason.NOT_STATED)


def yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


def dollars(text: str) -> Money:
    return Money.parse(text, Currency.USD)


POOR = QualificationFacts(
    regime=Regime.PRIVATE_FUND_2014,
    investor_kind=InvestorKind.INDIVIDUAL,
    ticket=yuan("1000000.00"),
    deemed=None,
    financial_assets=yuan("2999999.99"),
    net_assets=yuan("0.00"),
    annual_incomes=(yuan("499999.99"),) * 3,
    family_net_financial_assets=yuan("0.00"),
    family_financial_assets=yuan("0.00"),
    experience_years=2,
    product_kind=ProductKind.EQUITY,
    final_investors=None,
    unqualified_investors=None,
)


def answer(**changes: Any) -> Answer:
    facts = replace(POOR, **changes)
    return judge(facts=facts, view=book().at(date(2026, 11, 22), known_at=4), rules=RULES)


def wealth(**changes: Any) -> Finding:
    return next(each for each in answer(**changes).findings if each.rule.endswith(".wealth"))


def test_a_fen_too_little_is_too_little_and_the_first_amount_is_shown():
    found = wealth()
    assert (found.outcome, found.measured, found.limit) == (Outcome.DENY, "2999999.99", "3000000.00")


@pytest.mark.parametrize(
    "enough", [{"financial_assets": yuan("3000000.00")}, {"annual_incomes": (yuan("500000.00"),) * 3}]
)
def test_one_alternative_is_enough(enough: dict[str, Any]):
    assert wealth(**enough).outcome is Outcome.PERMIT


@pytest.mark.parametrize("field", ["financial_assets", "annual_incomes"])
def test_wealth_in_another_currency_is_not_compared_but_referred(field: str):
    amount = dollars("9000000.00")
    found = wealth(**{field: (amount,) * 3 if field == "annual_incomes" else amount})
    assert found.outcome is Outcome.REFER


def test_one_income_in_another_currency_is_enough_to_refer():
    assert wealth(annual_incomes=(yuan("900000.00"), dollars("1.00"), yuan("900000.00"))).outcome is Outcome.REFER


def test_a_known_amount_is_shown_beside_an_unknown_one():
    assert wealth(financial_assets=NOT_STATED).measured == "499999.99"
    assert wealth(financial_assets=NOT_STATED, annual_incomes=NOT_STATED).measured == UNKNOWN


def test_no_income_at_all_is_unknown():
    assert wealth(annual_incomes=()).outcome is Outcome.REFER


def test_a_ticket_in_another_currency_is_referred_with_what_to_do():
    found = next(each for each in answer(ticket=dollars("5000000.00")).findings if each.rule.endswith(".ticket"))
    assert (found.outcome, found.measured, found.unit) == (Outcome.REFER, UNKNOWN, "CNY")
    assert "yuan" in found.remedy.en


def test_a_product_of_unknown_kind_names_the_fact_that_is_missing():
    found = next(
        each
        for each in answer(regime=Regime.ASSET_MANAGEMENT_2018, product_kind=NOT_STATED).findings
        if each.rule.endswith(".ticket")
    )
    assert found.outcome is Outcome.REFER
    assert "kind of product" in found.remedy.en


def test_an_average_is_rounded_half_up_to_the_fen():
    assert average((yuan("0.01"), yuan("0.00"))) == yuan("0.01")
    assert average((yuan("0.01"), yuan("0.00"), yuan("0.00"))) == yuan("0.00")
    assert average((yuan("7.77"),)) == yuan("7.77")
    with pytest.raises(ValueError, match="no average"):
        average(())
    with pytest.raises(CurrencyMismatch):
        average((yuan("1.00"), dollars("1.00")))
