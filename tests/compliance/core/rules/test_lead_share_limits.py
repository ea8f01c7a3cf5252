"""A lead's share: what would pass passes, each moment by itself, and what no change of facts may do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.core.canonical import facts_from_plain, plain_facts
from compliance.core.engine import Answer, judge
from compliance.core.facts import Basis, LeadRatioFacts, Reason, Stage, StepUp, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.lead_share_limits import BANDS, LEAD_SHARE_LIMITS
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import lead_ratio_facts, unknowns

DAY = date(2026, 11, 22)
TARGET = Money.parse("30000001.00", Currency.CNY)
FEN = Money(1, Currency.CNY)
MINIMUM_SIDE = {"lead.ratio.minimum", "lead.ratio.below_band", "lead.ratio.general_floor", "lead.ratio.trust_floor"}
OWN_MONEY = {"lead.own_funds.tainted", "lead.own_funds.nominee", "lead.own_funds.hidden_leverage"}
FIELDS = [name for name in LeadRatioFacts.names if name not in ("allocated_amount", "step_up", "vehicle")]


def facts(**changes: object) -> LeadRatioFacts:
    known: dict[str, object] = {
        "stage": Stage.A_B,
        "round_target": TARGET,
        "lead_commitment": TARGET,
        "allocated_amount": None,
        "step_up": None,
        "tainted_amount": Money.zero(Currency.CNY),
        "nominee": False,
        "hidden_leverage": False,
        "lead_assets": TARGET * 100,
        "company_percent": Decimal(1),
        "vehicle": None,
    }
    return LeadRatioFacts(**{**known, **changes})  # type: ignore[arg-type]


def ask(question: LeadRatioFacts, day: date = DAY) -> Answer:
    return judge(facts=question, view=book().at(day, known_at=4), rules=RULES)


def outcomes(question: LeadRatioFacts) -> dict[tuple[str, str], Outcome]:
    return {(finding.rule, finding.basis): finding.outcome for finding in ask(question).findings}


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("percent", [1, 3, 7, 12, 18, 29, 45, 60])
def test_the_amount_that_a_remedy_names_passes_and_one_fen_less_or_more_does_not(stage: Stage, percent: int):
    commitment = Money(TARGET.minor * percent // 100, Currency.CNY)
    for finding in ask(facts(stage=stage, lead_commitment=commitment)).findings:
        named = [word for word in finding.remedy.en.split() if word[:1].isdigit()]
        if not finding.rule.startswith("lead.ratio.") or not named:
            continue
        amount = Money.parse(named[0].replace(",", ""), Currency.CNY)
        key = (finding.rule, finding.basis)
        assert outcomes(facts(stage=stage, lead_commitment=amount))[key] is Outcome.PERMIT
        beyond = amount - FEN if amount > commitment else amount + FEN
        assert outcomes(facts(stage=stage, lead_commitment=beyond))[key] is finding.outcome


def test_every_moment_is_judged_by_itself():
    step_up = StepUp(to_percent=Decimal(40), is_met=None)
    question = facts(lead_commitment=TARGET, allocated_amount=TARGET * 100, step_up=step_up)
    found = outcomes(question)
    assert found["lead.ratio.maximum", "opening"] is Outcome.DENY
    assert found["lead.ratio.minimum", "close"] is Outcome.DENY
    assert found["lead.ratio.cap", "step_up"] is Outcome.WARN
    assert found["lead.ratio.maximum", "step_up"] is Outcome.PERMIT


def test_a_step_up_is_compared_as_it_was_agreed_not_as_it_is_rounded():
    odd = Money(333, Currency.CNY)
    found = outcomes(
        facts(round_target=odd, lead_commitment=FEN * 17, step_up=StepUp(to_percent=Decimal(30), is_met=None))
    )
    assert found["lead.ratio.cap", "step_up"] is Outcome.PERMIT


@pytest.mark.parametrize("basis", [Basis.CLOSE, Basis.STEP_UP])
def test_a_moment_that_is_unknown_is_referred_and_hides_nothing(basis: Basis):
    field = "allocated_amount" if basis is Basis.CLOSE else "step_up"
    found = outcomes(facts(**{field: Unknown(Reason.NOT_STATED)}))
    assert found["lead.ratio.maximum", "opening"] is Outcome.DENY
    assert found["lead.ratio.maximum", basis.value] is Outcome.REFER
    not_asked = outcomes(facts(**{field: Unknown(Reason.NOT_SENT)}))
    assert ("lead.ratio.maximum", basis.value) not in not_asked


def test_the_bands_are_in_order_and_every_rule_says_that_it_is_no_law():
    view = book().at(DAY, known_at=4)
    for band in BANDS.values():
        least, most = view.entry(band.least).value, view.entry(band.most).value
        assert isinstance(least, Decimal)
        assert isinstance(most, Decimal)
        assert least < most
    assert {finding.citation.law for finding in ask(facts()).findings} == {"平台合规规则"}
    assert {rule.provision.partition("#")[0] for rule in LEAD_SHARE_LIMITS} == {"platform_policy"}


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.sampled_from(Stage))
def test_the_hard_limits_compare_exact_fractions(target: int, commitment: int, stage: Stage):
    money = {"round_target": Money(target, Currency.CNY), "lead_commitment": Money(commitment, Currency.CNY)}
    found, share = outcomes(facts(stage=stage, **money)), Fraction(100 * commitment, target)
    assert (found["lead.ratio.minimum", "opening"] is Outcome.DENY) is (share < 2)
    assert (found["lead.ratio.maximum", "opening"] is Outcome.DENY) is (share > 50)
    assert (found["lead.ratio.cap", "opening"] is Outcome.WARN) is (share > 30)


@given(lead_ratio_facts(), st.integers(0, 10**12))
def test_more_clean_own_money_never_worsens_the_minimum_side_or_own_money(question: LeadRatioFacts, more: int):
    """The tainted part is fixed. Caps, bands above and exposure may of course worsen: they judge too much of it."""
    commitment = question.lead_commitment
    assume(isinstance(commitment, Money))
    assert isinstance(commitment, Money)
    richer = replace(question, lead_commitment=commitment + Money(more, commitment.currency))
    before, after = outcomes(question), outcomes(richer)
    for key in before:
        if key[0] in OWN_MONEY or (key[0] in MINIMUM_SIDE - {"lead.ratio.general_floor"}):
            assert after[key].severity <= before[key].severity


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(1, 10**12))
def test_more_money_never_makes_the_general_floor_and_the_band_together_worse(target: int, little: int, more: int):
    """Below the band the general floor is silent, because the band warns; so the two are judged as one."""
    assume(target)

    def worst(commitment: int) -> int:
        found = outcomes(
            facts(round_target=Money(target, Currency.CNY), lead_commitment=Money(commitment, Currency.CNY))
        )
        rules = ("lead.ratio.below_band", "lead.ratio.general_floor")
        return max(found[rule, "opening"].severity for rule in rules)

    assert worst(little + more) <= worst(little)


@given(lead_ratio_facts(), st.sampled_from(FIELDS), unknowns)
def test_an_added_unknown_never_turns_a_refusal_into_a_permission(question: LeadRatioFacts, field: str, lost: Unknown):
    assume(lost.reason is not Reason.NOT_SENT)
    before, after = ask(question), ask(replace(question, **{field: lost}))
    if before.verdict is Outcome.DENY:
        assert after.verdict.refuses


@given(lead_ratio_facts())
def test_a_stored_question_is_answered_the_same_again(question: LeadRatioFacts):
    again = facts_from_plain(kind=question.kind, plain=plain_facts(question))
    assert again == question
    assert isinstance(again, LeadRatioFacts)
    assert ask(again) == ask(question)
