"""tests / findings: measured values in their unit, articles as they are cited."""

import pytest
from django.utils import translation

from crowdfund.web.components.findings import article_text, measured_html, tells_a_measure
from tests.crowdfund.web.reading import visible_text


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1000000.00", "CNY", "CNY\u00a01,000,000.00"),
        ("25.00", "percent", "25.00%"),
        ("2014-08-21", "day", "Thu 21 Aug 2014"),
        ("51", "persons", "51 persons"),
        ("1", "working_days", "1 working day"),
        ("three", "persons", "three"),
        ("1", "times", "1 time"),
        ("unlimited", "persons", "unlimited"),
        ("no", "", "no"),
        ("500,000.00", "", "500,000.00"),
        ({"zh": "三年", "en": "three years"}, "", "three years"),
        ("unknown", "CNY", "—not stated"),
    ],
)
def test_a_measured_value_is_shown_in_its_unit(value: str, unit: str, shown: str) -> None:
    with translation.override("en"):
        assert visible_text(measured_html(value, unit)) == shown.replace("\u00a0", " ")


def test_no_english_word_stands_in_a_chinese_finding() -> None:
    with translation.override("zh-hans"):
        assert [visible_text(measured_html(*each)) for each in (("no", ""), ("3", "years"))] == ["否", "3 年"]


@pytest.mark.parametrize(
    ("article", "chinese", "english"),
    [
        ("12", "第12条", "article\u00a012"),
        ("13(1)", "第13(1)条", "article\u00a013(1)"),
        ("3.1.9", "第3.1.9条", "article\u00a03.1.9"),
        ("附则", "附则", "附则"),
        ({"zh": "第八条", "en": "article 8"}, "第八条", "article 8"),
    ],
)
def test_an_article_is_cited_as_people_cite_it(article: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert article_text(article) == chinese
    with translation.override("en"):
        assert article_text(article) == english


@pytest.mark.parametrize(
    ("finding", "tells"),
    [
        (("yes", "no", ""), False),
        (("2", "0", ""), False),
        (("", "", ""), False),
        (("0.00", "0.00", "CNY"), True),
        (("0", "50", "persons"), True),
        (("unknown", "20", "percent"), True),
    ],
)
def test_a_limit_of_nothing_without_a_unit_repeats_the_sentence(finding: tuple[str, str, str], tells: bool) -> None:
    assert tells_a_measure(*finding) is tells
