"""The minimum ticket of a raise: what the rule says, and what no change of facts may do to it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.core.engine import SILENCE, Answer, Status, judge
from compliance.core.facts import LegalForm, Reason, RoundFacts, Unknown
from compliance.core.findings import UNKNOWN
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.round_minimum_ticket import RULE_ID
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import days, forms, round_facts, tickets, unknowns

FIRST_DAY = date(2014, 8, 21)
LIMIT = Money.parse("1000000.00", Currency.CNY)
FEN = Money(1, Currency.CNY)


def answer(
    ticket: Money | Unknown = LIMIT,
    form: LegalForm | Unknown = LegalForm.LIMITED_PARTNERSHIP,
    day: date = FIRST_DAY,
) -> Answer:
    return ask(RoundFacts(minimum_ticket=ticket, vehicle_form=form), day)


def ask(facts: RoundFacts, day: date = FIRST_DAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=1), rules=RULES)


@pytest.mark.parametrize("form", [LegalForm.LIMITED_PARTNERSHIP, LegalForm.CONTRACTUAL_FUND])
def test_the_limit_itself_is_enough(form: LegalForm):
    (finding,) = answer(LIMIT, form).findings
    assert (finding.rule, finding.outcome) == (RULE_ID, Outcome.PERMIT)
    assert (finding.measured, finding.limit, finding.unit) == ("1000000.00", "1000000.00", "CNY")
    assert not finding.remedy


def test_one_fen_less_is_denied_with_article_and_remedy():
    (finding,) = answer(LIMIT - FEN).findings
    assert finding.outcome is Outcome.DENY
    assert (finding.measured, finding.limit) == ("999999.99", "1000000.00")
    assert finding.citation.law == "私募投资基金监督管理暂行办法"
    assert (finding.citation.article, finding.citation.dated) == ("12", date(2014, 8, 21))
    assert "999,999.99" in finding.message.zh
    assert "999,999.99" in finding.message.en
    assert finding.remedy.zh == "将本轮最低认购金额提高到 1,000,000.00 元或以上。"
    assert finding.remedy.en == "Raise the minimum ticket to 1,000,000.00 yuan or more."


@pytest.mark.parametrize("reason", list(Reason))
def test_an_unknown_ticket_is_referred_and_named(reason: Reason):
    (finding,) = answer(Unknown(reason)).findings
    assert (finding.outcome, finding.measured, finding.limit) == (Outcome.REFER, UNKNOWN, "1000000.00")
    assert "本轮最低认购金额" in finding.message.zh
    assert finding.remedy.en == "Supply: minimum ticket of the raise."


def test_every_missing_fact_is_named_at_once():
    (finding,) = answer(Unknown(Reason.NOT_STATED), Unknown(Reason.NOT_CHECKED)).findings
    assert finding.outcome is Outcome.REFER
    assert finding.message.en == (
        "Facts are missing: legal form of the followers' vehicle (not checked),"
        " minimum ticket of the raise (not stated)."
    )


def test_a_ticket_in_another_currency_is_referred():
    (finding,) = answer(Money.parse("9000000.00", Currency.USD)).findings
    assert finding.outcome is Outcome.REFER
    assert "USD" in finding.message.zh


@pytest.mark.parametrize("form", [LegalForm.LIMITED_LIABILITY_COMPANY, LegalForm.JOINT_STOCK_COMPANY])
def test_a_company_is_not_judged_and_so_not_permitted(form: LegalForm):
    found = answer(LIMIT, form)
    assert found.verdict is Outcome.REFER
    assert [finding.rule for finding in found.findings] == [SILENCE]
    (step,) = found.trace
    assert step.status is Status.NOT_APPLICABLE
    assert step.reason


@pytest.mark.parametrize(
    ("day", "ticket", "verdict", "status"),
    [
        (date(2014, 8, 20), LIMIT, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2014, 8, 20), LIMIT - FEN, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2014, 8, 21), LIMIT, Outcome.PERMIT, Status.JUDGED),
        (date(2014, 8, 21), LIMIT - FEN, Outcome.DENY, Status.JUDGED),
    ],
)
def test_the_rule_begins_on_its_effective_date(day: date, ticket: Money, verdict: Outcome, status: Status):
    found = answer(ticket, day=day)
    assert found.verdict is verdict
    assert [step.status for step in found.trace] == [status]


@given(forms | unknowns, tickets, tickets, days)
def test_raising_the_ticket_never_worsens(form, one: Money, other: Money, day: date):
    lower, higher = sorted((one, other), key=lambda money: money.minor)
    assert answer(higher, form, day).verdict.severity <= answer(lower, form, day).verdict.severity


@given(round_facts(), days, st.sampled_from(["minimum_ticket", "vehicle_form"]), unknowns)
def test_losing_a_fact_never_turns_a_refusal_into_a_permission(facts: RoundFacts, day: date, field: str, lost: Unknown):
    before = ask(facts, day).verdict
    assume(before in (Outcome.DENY, Outcome.REFER))
    assert ask(replace(facts, **{field: lost}), day).verdict in (Outcome.DENY, Outcome.REFER)


@given(round_facts(), days, st.sampled_from(["minimum_ticket", "vehicle_form"]), unknowns)
def test_an_unknown_fact_is_never_permitted(facts: RoundFacts, day: date, field: str, lost: Unknown):
    assert ask(replace(facts, **{field: lost}), day).verdict is Outcome.REFER


@given(round_facts(), days)
def test_the_same_question_has_the_same_answer(facts: RoundFacts, day: date):
    assert ask(facts, day) == ask(facts, day)
