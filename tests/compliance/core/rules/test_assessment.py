"""What must hold of the rules on risk assessments and grades whatever the facts are."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.book import NotInForce
from compliance.core.engine import Answer, judge
from compliance.core.facts import AssessmentFacts, Facts, LeadSuitedFacts, ProductGrade, Reason, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.assessment import most_a_day, usual_grade
from compliance.library import book
from tests.compliance.strategies import assessment_facts, grade_facts, lead_suited_facts

TODAY = date(2026, 11, 22)
BEFORE = date(2016, 7, 14)
ANY = assessment_facts() | grade_facts() | lead_suited_facts()


def answer(facts: Facts, day: date = TODAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=book().latest_release.number), rules=RULES)


@given(ANY, st.data())
def test_an_added_unknown_never_turns_a_refusal_into_a_permission(facts: Facts, data: st.DataObject):
    name = data.draw(st.sampled_from([each.name for each in fields(facts)]))
    less: Any = replace(facts, **{name: Unknown(Reason.NOT_STATED)})
    if answer(facts).verdict.refuses:
        assert answer(less).verdict.refuses


@given(ANY)
def test_every_finding_objects_with_a_remedy_and_an_article(facts: Facts):
    for finding in answer(facts).findings:
        assert bool(finding.remedy) is (finding.outcome is not Outcome.PERMIT)
        assert all((finding.citation.law, finding.citation.article, *finding.message.values()))


@given(st.integers(0, 20), st.integers(1, 20))
def test_more_assessments_on_a_day_never_help(taken: int, more: int):
    first, later = (AssessmentFacts(has_one=None, taken_today=each) for each in (taken, taken + more))
    assert answer(first).verdict.severity <= answer(later).verdict.severity


def test_nothing_of_it_was_known_before_release_5():
    facts = AssessmentFacts(has_one=False, taken_today=None)
    assert judge(facts=facts, view=book().at(TODAY, known_at=4), rules=RULES).verdict is Outcome.REFER


def test_the_usual_grade_and_the_most_a_day_come_from_the_book():
    now = book().at(TODAY, known_at=book().latest_release.number)
    before = book().at(BEFORE, known_at=book().latest_release.number)
    assert (usual_grade(now), most_a_day(now)) == (ProductGrade.R5, 2)
    assert most_a_day(before) is None
    with pytest.raises(NotInForce):
        usual_grade(before)


def test_a_company_reads_that_the_raise_does_not_suit_its_lead_and_not_of_which_class_they_are():
    (suits,) = answer(LeadSuitedFacts(is_suited=True)).findings
    (stops,) = answer(LeadSuitedFacts(is_suited=False)).findings
    assert (suits.outcome, stops.outcome) == (Outcome.PERMIT, Outcome.DENY)
    assert (stops.rule, stops.citation.law, stops.citation.article) == ("suitability.lead", "平台合规规则", "22")
    said = "".join((*stops.message.values(), *stops.remedy.values()))
    assert not any(word in said for word in ("C1", "R5", "C5"))
