"""What terms must be: as far as they are stated, and before they may be submitted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money
from deals.core.round import ManagerForm, Stage, Terms, VehicleForm, missing_terms, wrong_terms
from tests.factories.deals import COMPLETE, HALF_FILLED, TODAY, changed, yuan

AMOUNTS = st.none() | st.integers(-5, 5).map(lambda minor: Money(minor, Currency.CNY))
TERMS = st.builds(
    Terms,
    title=st.text(min_size=1, max_size=5),
    summary=st.sampled_from(["", "We make valves."]),
    stage=st.none() | st.sampled_from(Stage),
    target=AMOUNTS,
    minimum_raise=AMOUNTS,
    minimum_ticket=AMOUNTS,
    vehicle_form=st.none() | st.sampled_from(VehicleForm),
    closes_on=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
    manager_name=st.sampled_from(["", "A manager"]),
    manager_form=st.none() | st.sampled_from(ManagerForm),
    manager_number=st.sampled_from(["", "P1000001"]),
    splits_rights=st.none() | st.booleans(),
)
TEXTS = ("summary", "manager_name", "manager_number")
OPTIONAL = (
    "summary",
    "stage",
    "target",
    "minimum_raise",
    "minimum_ticket",
    "vehicle_form",
    "closes_on",
    "manager_name",
    "manager_form",
    "manager_number",
    "splits_rights",
)


def test_complete_terms_lack_nothing():
    assert missing_terms(COMPLETE, today=TODAY) == wrong_terms(COMPLETE) == ()


def test_half_filled_terms_are_not_wrong_and_lack_each_entry():
    assert wrong_terms(HALF_FILLED) == ()
    assert [error.pointer for error in missing_terms(HALF_FILLED, today=TODAY)] == [f"/{name}" for name in OPTIONAL]


@pytest.mark.parametrize("name", OPTIONAL)
def test_each_missing_entry_is_named_by_its_pointer(name: str):
    incomplete = changed(**{name: "" if name in TEXTS else None})
    assert [(error.pointer, error.code) for error in missing_terms(incomplete, today=TODAY)] == [
        (f"/{name}", "required")
    ]


@pytest.mark.parametrize(("closes_on", "codes"), [(TODAY, []), (TODAY - timedelta(days=1), ["in_the_past"])])
def test_the_last_day_may_be_today_but_not_before(closes_on: date, codes: list[str]):
    found = missing_terms(replace(COMPLETE, closes_on=closes_on), today=TODAY)
    assert [error.code for error in found] == codes


@pytest.mark.parametrize("name", ["target", "minimum_raise", "minimum_ticket"])
@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_amounts_are_positive(name: str, amount: str):
    found = wrong_terms(changed(**{name: yuan(amount)}))
    assert (f"/{name}", "too_small") in [(error.pointer, error.code) for error in found]


def test_a_ticket_may_equal_the_target_but_not_exceed_it():
    assert COMPLETE.target is not None
    assert wrong_terms(replace(COMPLETE, minimum_ticket=COMPLETE.target)) == ()
    (error,) = wrong_terms(replace(COMPLETE, minimum_ticket=COMPLETE.target + yuan("0.01")))
    assert (error.pointer, error.code) == ("/minimum_ticket", "above_target")


@given(TERMS)
def test_whatever_is_wrong_is_also_missing_for_submission(terms: Terms):
    assert set(wrong_terms(terms)) <= set(missing_terms(terms, today=TODAY))


@given(TERMS)
def test_terms_that_lack_nothing_are_fully_stated_and_sound(terms: Terms):
    if missing_terms(terms, today=TODAY):
        return
    assert terms.target is not None
    assert terms.minimum_ticket is not None
    assert terms.closes_on is not None
    assert 0 < terms.minimum_ticket.minor <= terms.target.minor
    assert terms.closes_on >= TODAY
    assert all(getattr(terms, name) not in ("", None) for name in OPTIONAL)


@given(TERMS, st.integers(0, 10))
def test_time_only_takes_away(terms: Terms, days: int):
    later = missing_terms(terms, today=TODAY + timedelta(days=days))
    assert set(missing_terms(terms, today=TODAY)) <= set(later)
