"""A citation survives being stored."""

from datetime import date

import pytest

from compliance.core.citation import Citation


def test_a_citation_comes_back_as_it_was_stored():
    citation = Citation("某法", "13(1)", date(2014, 8, 21))
    assert citation.to_plain() == {"law": "某法", "article": "13(1)", "dated": "2014-08-21"}
    assert Citation.from_plain(citation.to_plain()) == citation


def test_a_citation_dated_on_no_day_is_refused():
    with pytest.raises(ValueError, match="day is out of range"):
        Citation.from_plain({"law": "某法", "article": "1", "dated": "2014-06-40"})
