"""What must hold of the rules on investors whatever the facts are."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.engine import Answer, judge
from compliance.core.facts import (
    Facts,
    Holder,
    HolderFacts,
    HolderKind,
    InvestorClass,
    ProductGrade,
    QualificationFacts,
    Reason,
    Regime,
    SuitabilityFacts,
    Unknown,
)
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import holder_facts, qualification_facts, suitability_facts, tickets

TODAY = date(2026, 11, 22)
MORE = ("ticket", "financial_assets", "net_assets", "family_net_financial_assets", "family_financial_assets")

CLASSES = tuple(sorted(InvestorClass, key=lambda each: (each is not InvestorClass.C1_LOWEST, each.value)))
S = TypeVar("S")


def _next(steps: tuple[S, ...], here: S, by: int) -> S:
    """Return the step before or after this one, or the last there is."""
    return steps[min(max(steps.index(here) + by, 0), len(steps) - 1)]


def answer(facts: Facts, day: date = TODAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=book().latest_release.number), rules=RULES)


@given(qualification_facts(), st.sampled_from(MORE), st.integers(1, 10**12))
def test_more_wealth_and_a_larger_ticket_never_worsen(facts: QualificationFacts, name: str, more: int):
    had = getattr(facts, name)
    if isinstance(had, Unknown):
        return
    richer = replace(facts, **{name: had + Money(more, Currency.CNY)})
    assert answer(richer).verdict.severity <= answer(facts).verdict.severity


@given(qualification_facts(), st.integers(0, 2), tickets, st.integers(1, 9))
def test_more_income_and_more_years_never_worsen(facts: QualificationFacts, year: int, more: Money, years: int):
    if isinstance(facts.annual_incomes, Unknown) or isinstance(facts.experience_years, Unknown):
        return
    incomes = tuple(each + more if n == year else each for n, each in enumerate(facts.annual_incomes))
    better = replace(facts, annual_incomes=incomes, experience_years=facts.experience_years + years)
    assert answer(better).verdict.severity <= answer(facts).verdict.severity


@given(suitability_facts(), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_patience_a_higher_class_a_lower_grade_and_a_newer_assessment_never_worsen(
    facts: SuitabilityFacts, wait: timedelta
):
    better = facts
    if isinstance(facts.called_back_at, datetime):
        better = replace(better, called_back_at=facts.called_back_at + wait)
    if isinstance(facts.assessed_on, date):
        better = replace(better, assessed_on=facts.assessed_on + wait)
    if isinstance(facts.investor_class, InvestorClass):
        better = replace(better, investor_class=_next(CLASSES, facts.investor_class, 1))
    if isinstance(facts.product_grade, ProductGrade):
        better = replace(better, product_grade=_next(tuple(ProductGrade), facts.product_grade, -1))
    assert answer(better).verdict.severity <= answer(facts).verdict.severity


@given(suitability_facts())
def test_no_signature_opens_a_higher_grade_to_the_lowest_class(facts: SuitabilityFacts):
    lowest = replace(facts, investor_class=InvestorClass.C1_LOWEST, professional=False, product_grade=ProductGrade.R2)
    assert answer(lowest).verdict is Outcome.DENY


@given(qualification_facts())
def test_the_draft_never_permits(facts: QualificationFacts):
    assert answer(replace(facts, regime=Regime.CROWDFUNDING_DRAFT_2014)).verdict is Outcome.REFER


@given(holder_facts(), st.integers(1, 100))
def test_one_more_holder_never_opens_what_was_full(facts: HolderFacts, count: int):
    if isinstance(facts.adding, Unknown):
        return
    more = (*facts.adding, Holder(kind=HolderKind.INDIVIDUAL, count=count, members=None))
    denied = {each.rule for each in answer(facts).findings if each.outcome is Outcome.DENY and each.limit != "2"}
    after = {each.rule for each in answer(replace(facts, adding=more)).findings if each.outcome is Outcome.DENY}
    assert denied <= after


@pytest.mark.parametrize("release", [1, 2, 3])
def test_releases_before_the_fourth_knew_nothing_of_this(release: int):
    facts = HolderFacts(
        company_form=Unknown(Reason.NOT_STATED),
        private_fund=True,
        holders=(),
        adding=(),
        parallel_vehicles=(),
    )
    found = judge(facts=facts, view=book().at(TODAY, known_at=release), rules=RULES)
    assert [finding.rule for finding in found.findings] == ["rulebook.no_applicable_rule"]
