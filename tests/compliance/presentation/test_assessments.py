"""A class in words, and an assessment whose questions are no longer in the book of papers."""

from datetime import date

import pytest

from compliance.core.facts import InvestorClass
from compliance.library import questionnaires
from compliance.presentation.assessments import RiskAnswers, shown_assessment, shown_class
from tests.factories.accounts import make_user
from tests.factories.compliance import answers_of, make_assessment

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("investor_class", "grades", "takes_all", "is_lowest"),
    [
        (InvestorClass.C5, 5, True, False),
        (InvestorClass.C2, 2, False, False),
        (InvestorClass.C1_LOWEST, 1, False, True),
    ],
)
def test_a_class_in_words(investor_class, grades, takes_all, is_lowest):
    shown = shown_class(investor_class, on=TODAY)
    assert (len(shown["grades"]), shown["takes_all"], shown["is_lowest"]) == (grades, takes_all, is_lowest)
    assert "实施指引" in shown["source"]


def test_the_form_asks_every_question_and_takes_only_what_it_offers():
    asked = questionnaires()[-1]
    form = RiskAnswers({"version": 1, **answers_of(InvestorClass.C4)}, questionnaire=asked)
    assert form.is_valid()
    assert form.answers() == answers_of(InvestorClass.C4)
    assert not RiskAnswers({"version": 1, **answers_of(InvestorClass.C4), "age": "x"}, questionnaire=asked).is_valid()


@pytest.mark.django_db
def test_an_assessment_of_questions_that_are_gone_still_shows_its_class():
    row = make_assessment(make_user("new@example.com"), on=TODAY)
    row.questionnaire_hash = "0" * 64
    shown = shown_assessment(row, today=date(2029, 11, 22))
    assert (shown["answers"], shown["most_points"], shown["is_valid"]) == ([], None, False)
    assert shown["result"]["takes_all"]
