"""The lead's own share beside the nominal one: exact, at both moments, and never what decides alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.engine import judge
from compliance.core.facts import LeadRatioFacts, Stage
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.lead_effective import LEAD_RATIO_EFFECTIVE, RULE_ID
from compliance.core.verdict import fold
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import lead_ratio_facts

VIEW = book().at(date(2026, 11, 22), known_at=5)
TARGET = Money.parse("10000000.00", Currency.CNY)
LEAST = Money.parse("200000.00", Currency.CNY)
TAINT = Money.parse("1000000.00", Currency.CNY)
NOTHING = Money.zero(Currency.CNY)
FEN = Money(1, Currency.CNY)


def facts(own: Money, **changes: Any) -> LeadRatioFacts:
    known = LeadRatioFacts(
        stage=Stage.A_B,
        round_target=TARGET,
        lead_commitment=own + TAINT,
        allocated_amount=None,
        step_up=None,
        tainted_amount=TAINT,
        nominee=False,
        hidden_leverage=False,
        lead_assets=TARGET * 100,
        company_percent=Decimal(0),
        vehicle=None,
    )
    return replace(known, **changes)


def ask(asked: LeadRatioFacts) -> tuple[Finding, ...]:
    return judge(facts=asked, view=VIEW, rules=[LEAD_RATIO_EFFECTIVE]).findings


def test_two_per_cent_of_its_own_are_enough_and_a_fen_less_is_not():
    assert [each.outcome for each in ask(facts(LEAST))] == [Outcome.PERMIT]
    (refused,) = ask(facts(LEAST - FEN))
    assert (refused.outcome, refused.measured, refused.limit) == (Outcome.DENY, "2.00", "2.00")
    assert "199,999.99" in refused.message.en
    assert refused.remedy.en == "Raise the lead's own money to 200,000.00 yuan or more."


def test_what_was_allocated_is_a_moment_of_its_own():
    found = ask(facts(LEAST, allocated_amount=TARGET + FEN))
    assert [(each.basis, each.outcome) for each in found] == [("close", Outcome.DENY), ("opening", Outcome.PERMIT)]
    assert found[0].remedy.en == "Raise the lead's own money to 200,000.01 yuan or more."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"round_target": NOTHING}, "The target of the raise is zero, so there is no share."),
        ({"round_target": Money.zero(Currency.USD)}, "they can't be compared"),
        ({"tainted_amount": Money(1, Currency.USD)}, "State both amounts in one currency."),
    ],
)
def test_what_has_no_share_is_referred_and_says_why(changes: dict[str, Any], said: str):
    (found,) = ask(facts(LEAST, **changes))
    assert (found.outcome, found.measured, found.limit) == (Outcome.REFER, UNKNOWN, "2.00")
    assert said in found.message.en
    assert found.remedy.zh


def test_more_taint_than_cheque_leaves_nothing_and_no_less():
    (found,) = ask(facts(LEAST, lead_commitment=FEN))
    assert (found.outcome, found.measured) == (Outcome.DENY, "0.00")


@given(lead_ratio_facts(), st.sampled_from(Stage), st.booleans())
def test_it_never_decides_what_the_other_rules_do_not(question: LeadRatioFacts, stage: Stage, is_clean: bool):
    """Without a stage the nominal rules are referred, while this one needs none: both stop the lead."""
    asked = replace(question, stage=stage, tainted_amount=NOTHING if is_clean else question.tainted_amount)
    found = judge(facts=asked, view=VIEW, rules=RULES)
    rest = [each.outcome for each in found.findings if each.rule != RULE_ID]
    assert not rest or found.verdict is fold(rest)
