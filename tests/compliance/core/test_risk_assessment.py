"""How answers become a class: by the sum, by what disqualifies, and never lower for more risk."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.facts import InvestorClass
from compliance.core.risk_assessment import (
    CLASSES,
    assess,
    chosen_texts,
    ends_on,
    grades_open_to,
    wrong_answers,
)
from compliance.library import book, questionnaires
from tests.factories.compliance import answers_of

TODAY = date(2026, 11, 22)
ASKED = questionnaires()[-1]
RANKS = (InvestorClass.C1_LOWEST, *CLASSES)
SAFEST = {question.id: question.options[0].id for question in ASKED.questions}
RISKIEST = {question.id: question.options[-1].id for question in ASKED.questions}
LOWEST = [
    (question.id, option.id) for question in ASKED.questions for option in question.options if option.disqualifies
]


def some_answers() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {question.id: st.sampled_from([option.id for option in question.options]) for question in ASKED.questions}
    )


@given(some_answers(), st.sampled_from(ASKED.questions), st.data())
def test_a_riskier_answer_never_lowers_the_class(answers, question, data):
    ids = [option.id for option in question.options]
    riskier = data.draw(st.sampled_from(ids[ids.index(answers[question.id]) :]))
    before, after = assess(ASKED, answers), assess(ASKED, {**answers, question.id: riskier})
    assert RANKS.index(after.investor_class) >= RANKS.index(before.investor_class)
    assert after.points >= before.points


@given(some_answers(), st.sampled_from(LOWEST))
def test_what_disqualifies_beats_every_sum(answers, lowest):
    question, option = lowest
    found = assess(ASKED, {**answers, question: option})
    assert found.investor_class is InvestorClass.C1_LOWEST
    assert question in found.disqualified_by


def test_no_capacity_and_no_tolerance_of_loss_disqualify():
    assert LOWEST == [("capacity", "none"), ("loss", "nothing")]


@pytest.mark.parametrize("investor_class", list(InvestorClass))
def test_every_class_can_be_reached(investor_class):
    assert assess(ASKED, answers_of(investor_class)).investor_class is investor_class


def test_the_sum_decides_to_the_point():
    assert assess(ASKED, RISKIEST).points == ASKED.most_points == 100
    at, below = {**RISKIEST}, {**RISKIEST}
    at |= {"assets": "below_500k", "horizon": "one_year"}
    below |= {"assets": "below_500k", "horizon": "one_year", "debt": "mortgage"}
    assert (assess(ASKED, at).points, assess(ASKED, at).investor_class) == (81, InvestorClass.C5)
    assert (assess(ASKED, below).points, assess(ASKED, below).investor_class) == (80, InvestorClass.C4)


def test_answers_are_complete_and_of_the_questionnaire():
    assert wrong_answers(ASKED, RISKIEST) == ()
    missing = {name: option for name, option in RISKIEST.items() if name != "age"}
    assert [(each.pointer, each.code) for each in wrong_answers(ASKED, missing)] == [("/answers/age", "required")]
    strange = {**RISKIEST, "age": "ageless", "luck": "good"}
    assert [(each.pointer, each.code) for each in wrong_answers(ASKED, strange)] == [
        ("/answers/age", "not_a_choice"),
        ("/answers/luck", "unknown"),
    ]


def test_what_was_chosen_is_said_in_words():
    first, *_rest = chosen_texts(ASKED, SAFEST)
    assert (first[0].zh, first[1].en) == (ASKED.questions[0].text.zh, "No, my capacity is limited")


def test_it_holds_for_the_months_of_the_book_clamped_to_the_month_end():
    view = book().at(TODAY, known_at=book().latest_release.number)
    assert ends_on(date(2024, 2, 29), view) == date(2027, 2, 28)
    assert ends_on(TODAY, view) == date(2029, 11, 22)


def test_a_higher_class_opens_whatever_a_lower_one_does():
    view = book().at(TODAY, known_at=book().latest_release.number)
    opened = [set(grades_open_to(each, view)) for each in RANKS]
    assert all(lower <= higher for lower, higher in pairwise(opened))
    assert grades_open_to(InvestorClass.C5, view) == ("R1", "R2", "R3", "R4", "R5")
    assert grades_open_to(InvestorClass.C1_LOWEST, view) == ("R1",)
