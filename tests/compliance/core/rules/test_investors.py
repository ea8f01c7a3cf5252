"""What must hold of the rules on investors whatever the facts are."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.canonical import facts_from_plain, plain_facts
from compliance.core.engine import Answer, judge
from compliance.core.facts import Facts, Holder, HolderFacts, HolderKind, QualificationFacts, Reason, Regime, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import (
    holder_facts,
    qualification_facts,
    suitability_facts,
    text_facts,
    vehicle_facts,
)

ANY = qualification_facts() | suitability_facts() | holder_facts() | vehicle_facts() | text_facts()
DAYS = st.sampled_from([date(2010, 1, 1), date(2016, 1, 1), date(2019, 6, 1), date(2023, 9, 1), date(2026, 11, 22)])
TODAY = date(2026, 11, 22)
MORE = ("ticket", "financial_assets", "net_assets", "family_net_financial_assets", "family_financial_assets")


def answer(facts: Facts, day: date = TODAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=4), rules=RULES)


@given(ANY, DAYS)
def test_a_question_replays_from_what_was_stored(facts: Facts, day: date):
    again = facts_from_plain(kind=facts.kind, plain=plain_facts(facts))
    assert again == facts
    first, second = answer(facts, day), answer(again, day)
    assert [each.substance() for each in first.findings] == [each.substance() for each in second.findings]
    assert first.verdict is second.verdict


@given(ANY, DAYS, st.data())
def test_an_added_unknown_never_turns_a_refusal_into_a_permission(facts: Facts, day: date, data: st.DataObject):
    name = data.draw(st.sampled_from([each.name for each in fields(facts)]))
    less: Any = replace(facts, **{name: Unknown(Reason.NOT_STATED)})
    if answer(facts, day).verdict.refuses:
        assert answer(less, day).verdict.refuses


@given(ANY, DAYS)
def test_every_finding_says_itself_in_both_languages_and_objects_with_a_remedy(facts: Facts, day: date):
    for finding in answer(facts, day).findings:
        assert all(finding.message.values())
        assert bool(finding.remedy) is (finding.outcome is not Outcome.PERMIT)
        assert all((finding.citation.law, finding.citation.article))


@given(qualification_facts(), st.sampled_from(MORE), st.integers(1, 10**12))
def test_more_wealth_and_a_larger_ticket_never_worsen(facts: QualificationFacts, name: str, more: int):
    had = getattr(facts, name)
    if isinstance(had, Unknown):
        return
    richer = replace(facts, **{name: had + Money(more, Currency.CNY)})
    assert answer(richer).verdict.severity <= answer(facts).verdict.severity


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
