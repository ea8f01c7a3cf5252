"""The amount of one subscription, to the fen, from the day on which the measures took effect."""

from datetime import date

import pytest
from hypothesis import given

from compliance.core.engine import SILENCE, Answer, Status, judge
from compliance.core.facts import LegalForm, Reason, SubscriptionFacts, Unknown
from compliance.core.findings import UNKNOWN
from compliance.core.outcome import Outcome
from compliance.core.rules.subscription_ticket import RULE_ID, SUBSCRIPTION_TICKET
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import days, forms, tickets, unknowns

FIRST_DAY = date(2014, 8, 21)
LIMIT = Money.parse("1000000.00", Currency.CNY)
FEN = Money(1, Currency.CNY)


def answer(
    amount: Money | Unknown = LIMIT,
    form: LegalForm | Unknown = LegalForm.LIMITED_PARTNERSHIP,
    day: date = FIRST_DAY,
) -> Answer:
    facts = SubscriptionFacts(amount=amount, vehicle_form=form, is_certified=True)
    return judge(facts=facts, view=book().at(day, known_at=2), rules=[SUBSCRIPTION_TICKET])


@pytest.mark.parametrize("form", [LegalForm.LIMITED_PARTNERSHIP, LegalForm.CONTRACTUAL_FUND])
def test_the_limit_itself_is_enough(form: LegalForm):
    (finding,) = answer(LIMIT, form).findings
    assert (finding.rule, finding.outcome) == (RULE_ID, Outcome.PERMIT)
    assert (finding.measured, finding.limit, finding.unit) == ("1000000.00", "1000000.00", "CNY")
    assert not finding.remedy


def test_one_fen_less_is_denied_with_article_and_remedy():
    (finding,) = answer(LIMIT - FEN).findings
    assert (finding.outcome, finding.measured) == (Outcome.DENY, "999999.99")
    assert (finding.citation.law, finding.citation.article) == ("私募投资基金监督管理暂行办法", "12")
    assert "999,999.99 元" in finding.message.zh
    assert finding.remedy.en == "Subscribe 1,000,000.00 yuan or more."


@pytest.mark.parametrize("reason", list(Reason))
def test_what_is_missing_is_referred_and_named(reason: Reason):
    (finding,) = answer(Unknown(reason), Unknown(reason)).findings
    assert (finding.outcome, finding.measured) == (Outcome.REFER, UNKNOWN)
    assert finding.remedy.zh == "请补充：跟投载体的组织形式、认购金额。"


def test_another_currency_is_referred():
    (finding,) = answer(Money.parse("9000000.00", Currency.USD)).findings
    assert finding.outcome is Outcome.REFER
    assert "USD" in finding.message.en


@pytest.mark.parametrize("form", [LegalForm.LIMITED_LIABILITY_COMPANY, LegalForm.JOINT_STOCK_COMPANY])
def test_a_company_is_not_judged_and_so_not_permitted(form: LegalForm):
    found = answer(LIMIT, form)
    assert [finding.rule for finding in found.findings] == [SILENCE]
    assert found.trace[0].status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("day", "amount", "verdict"),
    [
        (date(2014, 8, 20), LIMIT, Outcome.REFER),
        (date(2014, 8, 20), LIMIT - FEN, Outcome.REFER),
        (date(2014, 8, 21), LIMIT, Outcome.PERMIT),
        (date(2014, 8, 21), LIMIT - FEN, Outcome.DENY),
    ],
)
def test_the_rule_begins_on_its_effective_date(day: date, amount: Money, verdict: Outcome):
    assert answer(amount, day=day).verdict is verdict


@given(forms | unknowns, tickets, tickets, days)
def test_subscribing_more_never_worsens(form, one: Money, other: Money, day: date):
    lower, higher = sorted((one, other), key=lambda money: money.minor)
    assert answer(higher, form, day).verdict.severity <= answer(lower, form, day).verdict.severity
