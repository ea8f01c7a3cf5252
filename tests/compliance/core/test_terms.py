"""Terms of the platform are read from the book for a legal day; nothing is put in the place of one that is missing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from compliance.core import terms
from compliance.core.book import NotInForce
from compliance.core.certification import expiry_of as certified_until
from compliance.core.screening import expiry_of, policy_on
from compliance.core.terms import (
    CERTIFIED_MONTHS,
    TERMS,
    VALID_MONTHS,
    NoBook,
    install_terms,
    readers_of_parameter,
    term_on,
)
from compliance.library import book, value_on

DAY = date(2026, 11, 22)
FIRST_DAY = date(2014, 1, 1)


@pytest.fixture
def other_terms() -> Iterator[None]:
    """Put other terms in force: from `DAY` on everything counts for three."""
    install_terms(lambda day, parameter: 3 if day >= DAY else value_on(day, parameter))
    yield
    install_terms(value_on)


@pytest.mark.parametrize("parameter", sorted({each for term in TERMS for each in term.reads}))
def test_each_term_is_in_the_book_is_the_platforms_and_begins_with_its_first_day(parameter: str):
    assert term_on(FIRST_DAY, parameter) >= 1
    with pytest.raises(NotInForce):
        term_on(FIRST_DAY - timedelta(days=1), parameter)
    (entry,) = book().parameter(parameter).entries
    assert (entry.citation.law, entry.release, entry.confidence) == ("平台合规规则", 5, "project_default")


def test_a_term_that_changes_counts_from_its_day_on(other_terms: None):
    assert [policy_on(day).valid_months for day in (DAY - timedelta(days=1), DAY)] == [6, 3]
    assert expiry_of(DAY) == certified_until(DAY) == date(2027, 2, 22)
    assert certified_until(DAY - timedelta(days=1)) == date(2027, 11, 21)


def test_without_a_book_no_term_is_made_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(terms, "_readers", [])
    with pytest.raises(NoBook):
        term_on(DAY, VALID_MONTHS)


def test_what_is_no_whole_number_is_no_term():
    with pytest.raises(TypeError, match="lead_ratio_cap"):
        term_on(DAY, "platform_policy.lead_ratio_cap")


def test_the_book_prints_who_reads_a_term():
    assert readers_of_parameter(CERTIFIED_MONTHS) == ("terms.certification",)
    assert readers_of_parameter("platform_policy.lead_ratio_cap") == ()
