"""Where an investor stands with a raise, in every combination of class, grade and request."""

from datetime import date
from uuid import uuid4

import pytest

from compliance.core.facts import InvestorClass, ProductGrade
from compliance.core.risk_assessment import AssessmentStamp, grades_open_to
from compliance.library import newest_book_on
from deals.core.suitability import LONGEST_REQUEST, Standing, SuitabilityStamp, standing, wrong_request

TODAY = date(2026, 11, 22)


def stamp(investor_class: InvestorClass, *, has_asked: bool = False, ends: date = date(2027, 1, 1)) -> SuitabilityStamp:
    assessment = AssessmentStamp(
        assessment_id=uuid4(), investor_class=investor_class, assessed_on=date(2024, 1, 1), expires_on=ends
    )
    return SuitabilityStamp(assessment=assessment, has_asked=has_asked)


def stands(found: SuitabilityStamp, grade: ProductGrade) -> Standing:
    suited = grades_open_to(found.assessment.investor_class, newest_book_on(TODAY)) if found.assessment else ()
    return standing(found, grade=grade, suited=suited, today=TODAY)


def test_nobody_stands_anywhere_unassessed():
    assert stands(SuitabilityStamp(assessment=None, has_asked=False), ProductGrade.R1) is Standing.UNASSESSED


def test_an_assessment_ends_on_its_first_invalid_day():
    assert stands(stamp(InvestorClass.C5, ends=TODAY), ProductGrade.R1) is Standing.RUN_OUT
    assert stands(stamp(InvestorClass.C5, ends=date(2026, 11, 23)), ProductGrade.R1) is Standing.SUITS


@pytest.mark.parametrize("has_asked", [True, False])
@pytest.mark.parametrize("grade", list(ProductGrade))
@pytest.mark.parametrize("investor_class", list(InvestorClass))
def test_the_matrix(investor_class: InvestorClass, grade: ProductGrade, has_asked: bool):
    rank = 1 if investor_class is InvestorClass.C1_LOWEST else int(investor_class.value[1])
    above = int(grade.value[1]) > rank
    expected = Standing.SUITS
    if above:
        expected = Standing.ASKED if has_asked else Standing.UNSUITABLE
        if investor_class is InvestorClass.C1_LOWEST:
            expected = Standing.CLOSED
    assert stands(stamp(investor_class, has_asked=has_asked), grade) is expected


@pytest.mark.parametrize(
    ("statement", "codes"),
    [("I insist.", []), ("", ["required"]), (" ", ["required"]), ("x" * (LONGEST_REQUEST + 1), ["too_long"])],
)
def test_a_written_request(statement: str, codes: list[str]):
    assert [each.code for each in wrong_request(statement)] == codes
