"""The share of the lead: both limits to the fen, at both moments, and what no change of facts may do to them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.core.engine import Answer, Status, judge
from compliance.core.facts import Basis, LeadFacts, Reason, Unknown
from compliance.core.findings import UNKNOWN
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.lead_ratio import MAXIMUM_ID, MINIMUM_ID
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import bases, days, lead_facts, unknowns

FIRST_DAY = date(2026, 11, 22)
TARGET = Money.parse("10000000.00", Currency.CNY)
LEAST = Money.parse("200000.00", Currency.CNY)
MOST = Money.parse("5000000.00", Currency.CNY)
FEN = Money(1, Currency.CNY)
FIELDS = ["base", "commitment", "basis"]


def answer(
    commitment: Money | Unknown,
    base: Money | Unknown = TARGET,
    basis: Basis | Unknown = Basis.OPENING,
    day: date = FIRST_DAY,
) -> Answer:
    return ask(LeadFacts(base=base, commitment=commitment, basis=basis), day)


def ask(facts: LeadFacts, day: date = FIRST_DAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=2), rules=RULES)


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize(("commitment", "shown"), [(LEAST, "2.00"), (MOST, "50.00")])
def test_the_limits_themselves_are_allowed(commitment: Money, shown: str, basis: Basis):
    found = answer(commitment, basis=basis)
    assert found.verdict is Outcome.PERMIT
    assert {finding.rule for finding in found.findings} == {MINIMUM_ID, MAXIMUM_ID}
    assert {(finding.measured, finding.unit) for finding in found.findings} == {(shown, "percent")}
    assert not any(finding.remedy for finding in found.findings)


@pytest.mark.parametrize(
    ("commitment", "rule", "limit", "remedy"),
    [
        (LEAST - FEN, MINIMUM_ID, "2.00", "Raise the lead's commitment to 200,000.00 yuan or more."),
        (MOST + FEN, MAXIMUM_ID, "50.00", "Lower the lead's commitment to 5,000,000.00 yuan or less."),
    ],
)
def test_one_fen_beyond_a_limit_is_denied_with_article_and_remedy(
    commitment: Money, rule: str, limit: str, remedy: str
):
    worst, other = answer(commitment).findings
    assert (worst.rule, worst.outcome, worst.limit) == (rule, Outcome.DENY, limit)
    assert worst.measured == limit, "what is shown is rounded, what is compared is not"
    assert other.outcome is Outcome.PERMIT
    assert (worst.citation.law, worst.citation.article) == ("平台合规规则", "2")
    assert worst.remedy.en == remedy
    assert f"{commitment.as_decimal():,} 元" in worst.message.zh


def test_the_remedy_of_an_uneven_target_is_enough():
    base = Money(999_999_999, Currency.CNY)
    (worst, _) = answer(Money(1, Currency.CNY), base).findings
    assert "200,000.00 yuan" in worst.remedy.en
    assert answer(LEAST, base).verdict is Outcome.PERMIT
    assert answer(LEAST - FEN, base).verdict is Outcome.DENY


def test_each_moment_says_what_the_share_is_of():
    assert "本轮目标金额" in answer(FEN).findings[0].message.zh
    assert "allocated amount" in answer(FEN, basis=Basis.CLOSE).findings[0].message.en


@pytest.mark.parametrize("reason", list(Reason))
def test_every_missing_fact_is_referred_and_named(reason: Reason):
    found = answer(Unknown(reason), Unknown(reason), Unknown(reason))
    assert {finding.outcome for finding in found.findings} == {Outcome.REFER}
    assert {finding.measured for finding in found.findings} == {UNKNOWN}
    assert found.findings[0].remedy.zh == "请补充：领投比例的计算口径、领投比例的计算基数、领投承诺金额。"


@pytest.mark.parametrize(
    ("base", "said"),
    [(Money.zero(Currency.CNY), "is zero"), (Money.parse("10000000.00", Currency.USD), "can't be compared")],
)
def test_what_has_no_share_is_referred(base: Money, said: str):
    found = answer(MOST, base)
    assert found.verdict is Outcome.REFER
    assert said in found.findings[0].message.en
    assert found.findings[0].remedy


@pytest.mark.parametrize(
    ("day", "commitment", "verdict", "status"),
    [
        (date(2026, 11, 21), MOST, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2026, 11, 21), FEN, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2026, 11, 22), MOST, Outcome.PERMIT, Status.JUDGED),
        (date(2026, 11, 22), FEN, Outcome.DENY, Status.JUDGED),
    ],
)
def test_the_rules_begin_on_their_effective_date(day: date, commitment: Money, verdict: Outcome, status: Status):
    found = answer(commitment, day=day)
    assert found.verdict is verdict
    assert {step.status for step in found.trace} == {status}


def test_release_1_knew_neither_rule():
    facts = LeadFacts(base=TARGET, commitment=FEN, basis=Basis.OPENING)
    found = judge(facts=facts, view=book().at(FIRST_DAY, known_at=1), rules=RULES)
    assert (found.verdict, found.trace) == (Outcome.REFER, ())


@given(st.integers(1, 10**14), st.integers(0, 10**14), bases)
def test_a_share_is_permitted_exactly_between_the_limits(base: int, commitment: int, basis: Basis):
    verdict = answer(Money(commitment, Currency.CNY), Money(base, Currency.CNY), basis).verdict
    assert (verdict is Outcome.PERMIT) == (2 * base <= 100 * commitment <= 50 * base)


@given(lead_facts(), days, st.sampled_from(FIELDS), unknowns)
def test_losing_a_fact_never_turns_a_refusal_into_a_permission(facts: LeadFacts, day: date, field: str, lost: Unknown):
    assume(ask(facts, day).verdict in (Outcome.DENY, Outcome.REFER))
    assert ask(replace(facts, **{field: lost}), day).verdict is Outcome.REFER
