"""Whoever says less is never better off, and whoever has more is never worse off."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compliance.core.calculators.calculator import calculate
from compliance.core.calculators.qualification import QUALIFICATION
from compliance.library import book
from tests.compliance.strategies import fen, legal_days

MONEY = st.builds(lambda each: f"{each // 100}.{each % 100:02}", fen)
WEALTH = {
    "financial_assets": MONEY,
    "net_assets": MONEY,
    "annual_incomes": st.lists(MONEY, min_size=3, max_size=3),
    "family_net_financial_assets": MONEY,
    "family_financial_assets": MONEY,
    "experience_years": st.integers(0, 4),
}
QUESTIONS = st.fixed_dictionaries(
    {
        "regime": st.sampled_from(["private_fund_2014", "asset_management_2018", "crowdfunding_draft_2014"]),
        "investor_kind": st.sampled_from(["individual", "institution"]),
        "ticket": MONEY,
        "product_kind": st.sampled_from(["fixed_income", "mixed", "equity", "commodity_derivative"]),
    },
    optional={**WEALTH, "deemed": st.sampled_from(["pension_or_charity", "filed_plan", "manager_or_staff"])},
)
RANK = {False: 0, None: 1, True: 2}


def ask(given: dict[str, Any], day: date) -> dict[str, Any]:
    answer = calculate(calculator=QUALIFICATION, raw={**given, "as_of": day.isoformat()}, book=book(), today=day)
    assert isinstance(answer, dict)
    return answer


@given(QUESTIONS, legal_days, st.sampled_from([*WEALTH, "deemed"]))
def test_what_is_left_out_never_qualifies_anybody(given: dict[str, Any], day: date, name: str):
    less = {key: value for key, value in given.items() if key != name}
    for field in ("qualified", "would_qualify"):
        if ask(less, day)[field] is True:
            assert ask(given, day)[field] is True


@given(QUESTIONS, legal_days, st.sampled_from(["ticket", "financial_assets", "net_assets"]), MONEY)
def test_more_money_never_makes_it_worse(given: dict[str, Any], day: date, name: str, more: str):
    if name in given:
        richer = {**given, name: max(given[name], more, key=float)}
        assert RANK[ask(richer, day)["qualified"]] >= RANK[ask(given, day)["qualified"]]


@given(QUESTIONS, legal_days)
def test_a_verdict_and_the_word_qualified_say_the_same(given: dict[str, Any], day: date):
    answer = ask(given, day)
    if answer["qualified"] is not None:
        assert answer["verdict"] == ("PERMIT" if answer["qualified"] else "DENY")
