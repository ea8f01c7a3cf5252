"""What pages say of a grade, and to whom the special warning is shown."""

from datetime import date
from uuid import uuid4

import pytest

from compliance.core.facts import InvestorClass, ProductGrade
from compliance.core.risk_assessment import AssessmentStamp
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.core.suitability import SuitabilityStamp
from deals.presentation.suitability import shown_grade, shown_warning, standing_of, suitability_panel
from tests.factories.deals import COMPLETE

TODAY = date(2026, 11, 22)


def raised(grade: ProductGrade | None = ProductGrade.R5) -> RoundSnapshot:
    return RoundSnapshot(
        id=uuid4(),
        organisation_id=uuid4(),
        state=RoundState.OPEN,
        version=1,
        terms=COMPLETE,
        product_grade=grade,
    )


def stamp(investor_class: InvestorClass | None, *, has_asked: bool = False) -> SuitabilityStamp:
    if investor_class is None:
        return SuitabilityStamp(assessment=None, has_asked=False)
    assessment = AssessmentStamp(
        assessment_id=uuid4(),
        investor_class=investor_class,
        assessed_on=date(2026, 1, 1),
        expires_on=date(2029, 1, 1),
    )
    return SuitabilityStamp(assessment=assessment, has_asked=has_asked)


def test_a_grade_names_the_classes_that_it_suits():
    shown = shown_grade(ProductGrade.R4, today=TODAY)
    assert shown is not None
    assert "C4, C5" in shown["suits"]
    assert "C3" not in shown["suits"]
    assert shown_grade(None, today=TODAY) is None


@pytest.mark.parametrize(
    ("investor_class", "has_asked", "standing", "warns"),
    [
        (None, False, "unassessed", False),
        (InvestorClass.C1_LOWEST, False, "closed", False),
        (InvestorClass.C3, False, "unsuitable", True),
        (InvestorClass.C3, True, "asked", True),
    ],
)
def test_who_is_told_what(investor_class, has_asked, standing, warns):
    panel = suitability_panel(raised(), stamp(investor_class, has_asked=has_asked), today=TODAY)
    assert (panel["standing"], panel["warning"] is not None) == (standing, warns)
    assert panel["word"]
    assert panel["text"]


def test_nothing_is_said_where_it_suits_or_has_no_grade_yet():
    assert suitability_panel(raised(), stamp(InvestorClass.C5), today=TODAY) == {}
    assert standing_of(raised(None), stamp(InvestorClass.C5), today=TODAY) is None


def test_the_warning_says_where_it_comes_from():
    shown = shown_warning(TODAY)
    assert shown["version"] == 1
    assert len(shown["paragraphs"]) == 4
    assert "实施指引" in shown["source"]
