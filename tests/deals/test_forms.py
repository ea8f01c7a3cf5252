"""What may enter the pages."""

from typing import Any

import pytest
from django.http import QueryDict

from deals import forms
from deals.core.round import Terms
from tests.deals.doors import written
from tests.factories.deals import COMPLETE, HALF_FILLED

FILLED = written(COMPLETE)


def _terms(**changes: str) -> Terms:
    form = forms.RoundTerms({**FILLED, **changes})
    assert form.is_valid(), form.errors
    return forms.terms_of(form.cleaned_data)


def _data(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def test_a_full_form_is_the_terms():
    assert _terms() == COMPLETE


def test_only_the_title_is_needed():
    form = forms.RoundTerms({"title": HALF_FILLED.title})
    assert form.is_valid()
    assert forms.terms_of(form.cleaned_data) == HALF_FILLED
    assert set(forms.RoundTerms({}).errors) == {"title"}


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("1,234.50", 123_450), ("1234,567.8", 123_456_780), (" 100 ", 10_000), ("12\uff0c000", 1_200_000)],
)
def test_amounts_are_read_as_people_write_them(amount: str, minor: int):
    target = _terms(**{**dict.fromkeys(FILLED, ""), "title": "T", "target": amount}).target
    assert target is not None
    assert target.minor == minor


@pytest.mark.parametrize("amount", ["1.234", "1e6", "a lot", "\u00bd", "NaN", "99999999999999999999"])
def test_what_is_no_amount_is_refused_beside_its_field(amount: str):
    assert set(forms.RoundTerms({**FILLED, "target": amount}).errors) == {"target"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("stage", "teenager"), ("vehicle_form", "trust"), ("closes_on", "2026-02-30"), ("title", "x" * 121)],
)
def test_what_is_no_choice_no_day_or_too_long_is_refused(name: str, value: str):
    assert set(forms.RoundTerms({**FILLED, name: value}).errors) == {name}


def test_a_project_belongs_to_one_of_the_offered_companies():
    companies = {"01890000-0000-7000-8000-000000000001": "Ours"}
    offered = forms.NewProject(_data({"organisation": next(iter(companies)), "name": "N"}), organisations=companies)
    other = forms.NewProject(
        _data({"organisation": "01890000-0000-7000-8000-000000000002", "name": "N"}), organisations=companies
    )
    assert offered.is_valid()
    assert set(other.errors) == {"organisation"}


def test_a_return_needs_words():
    assert not forms.ReturnReason({"reason": "  "}).is_valid()
    assert forms.ReturnReason({"reason": "Name the sums."}).is_valid()


def test_a_confirmation_asks_nothing():
    assert forms.Confirmation({}).is_valid()
