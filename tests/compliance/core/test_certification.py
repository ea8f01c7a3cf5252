"""For how long a certification holds, and what an application must say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.certification import (
    LONGEST_STATEMENT,
    REGIME_PROVISION,
    Regime,
    expiry_of,
    plain_number,
    state_on,
    wrong_application,
)
from compliance.core.states import CertificationState
from compliance.library import book

LAST = date(2027, 11, 21)
EXPIRY = date(2027, 11, 22)


@pytest.mark.parametrize(
    ("approved", "expires"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 1, 31), date(2027, 1, 31)),
    ],
)
def test_an_approval_holds_for_twelve_months(approved: date, expires: date):
    assert expiry_of(approved) == expires


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 22), CertificationState.APPROVED),
        (LAST, CertificationState.APPROVED),
        (EXPIRY, CertificationState.EXPIRED),
        (EXPIRY + timedelta(days=1), CertificationState.EXPIRED),
    ],
)
def test_it_expires_on_the_first_day_on_which_it_no_longer_holds(day: date, state: CertificationState):
    assert state_on(CertificationState.APPROVED, expires_on=EXPIRY, day=day) is state


@pytest.mark.parametrize("state", [CertificationState.APPLIED, CertificationState.REFUSED])
@given(day=st.dates())
def test_what_was_never_approved_never_expires(state: CertificationState, day: date):
    assert state_on(state, expires_on=None, day=day) is state


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("Deposits.", []),
        ("x" * LONGEST_STATEMENT, []),
        ("x" * (LONGEST_STATEMENT + 1), ["too_long"]),
        ("", ["required"]),
        (" \n ", ["required"]),
    ],
)
def test_an_application_says_something(statement: str, codes: list[str]):
    wrong = wrong_application(statement)
    assert [error.code for error in wrong] == codes
    assert {error.pointer for error in wrong} <= {"/statement"}


def test_the_book_lists_the_text_of_each_regime():
    assert set(REGIME_PROVISION) == set(Regime)
    assert all(book().has_provision(id) for id in REGIME_PROVISION.values())


def test_numbers_are_compared_without_blanks_and_in_capitals():
    assert plain_number(" p1000 001 ") == "P1000001"
