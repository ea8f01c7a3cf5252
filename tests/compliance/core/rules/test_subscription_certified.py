"""Only certified investors subscribe, from the day on which the regulations took effect."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.core.engine import SILENCE, Answer, Status, judge
from compliance.core.facts import LegalForm, Reason, SubscriptionFacts, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.subscription_certified import RULE_ID, SUBSCRIPTION_CERTIFIED
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import days, subscription_facts, unknowns

FIRST_DAY = date(2023, 9, 1)
ENOUGH = Money.parse("1000000.00", Currency.CNY)


def answer(
    is_certified: bool | Unknown,
    form: LegalForm | Unknown = LegalForm.LIMITED_PARTNERSHIP,
    day: date = FIRST_DAY,
) -> Answer:
    facts = SubscriptionFacts(amount=ENOUGH, vehicle_form=form, is_certified=is_certified)
    return judge(facts=facts, view=book().at(day, known_at=2), rules=[SUBSCRIPTION_CERTIFIED])


def test_a_certified_investor_may_subscribe():
    (finding,) = answer(True).findings
    assert (finding.rule, finding.outcome) == (RULE_ID, Outcome.PERMIT)
    assert not finding.remedy


def test_nobody_else_may_and_is_told_where_to_apply():
    (finding,) = answer(False).findings
    assert finding.outcome is Outcome.DENY
    assert (finding.citation.law, finding.citation.article) == ("私募投资基金监督管理条例", "18")
    assert finding.citation.dated == date(2023, 7, 3)
    assert "合格投资者认定" in finding.remedy.zh
    assert "Apply" in finding.remedy.en


@pytest.mark.parametrize("reason", list(Reason))
def test_what_is_missing_is_referred_and_named(reason: Reason):
    (finding,) = answer(Unknown(reason), Unknown(reason)).findings
    assert finding.outcome is Outcome.REFER
    assert finding.remedy.zh == "请补充：跟投载体的组织形式、有效的合格投资者认定。"


@pytest.mark.parametrize("form", [LegalForm.LIMITED_LIABILITY_COMPANY, LegalForm.JOINT_STOCK_COMPANY])
def test_a_company_is_not_judged_and_so_not_permitted(form: LegalForm):
    found = answer(True, form)
    assert [finding.rule for finding in found.findings] == [SILENCE]
    assert found.trace[0].status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("day", "is_certified", "verdict", "status"),
    [
        (date(2023, 8, 31), True, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2023, 8, 31), False, Outcome.REFER, Status.NOT_IN_FORCE),
        (date(2023, 9, 1), True, Outcome.PERMIT, Status.JUDGED),
        (date(2023, 9, 1), False, Outcome.DENY, Status.JUDGED),
    ],
)
def test_the_rule_begins_on_its_effective_date(day: date, is_certified: bool, verdict: Outcome, status: Status):
    found = answer(is_certified, day=day)
    assert found.verdict is verdict
    assert [step.status for step in found.trace] == [status]


@given(subscription_facts(), days, st.sampled_from(["amount", "vehicle_form", "is_certified"]), unknowns)
def test_losing_a_fact_never_turns_a_refusal_into_a_permission(
    facts: SubscriptionFacts, day: date, field: str, lost: Unknown
):
    view = book().at(day, known_at=2)
    assume(judge(facts=facts, view=view, rules=RULES).verdict in (Outcome.DENY, Outcome.REFER))
    again = judge(facts=replace(facts, **{field: lost}), view=view, rules=RULES)
    assert again.verdict in (Outcome.DENY, Outcome.REFER)
