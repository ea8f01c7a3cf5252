"""A paper that was used is never edited; one that contradicts itself stops the program."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from compliance.core.node import BadBook
from compliance.core.papers import in_use, read_questionnaires, read_warnings
from compliance.library import PAPERS, questionnaires, special_warnings

FILES = {"risk_questionnaire": read_questionnaires, "special_warning": read_warnings}


def text_of(name: str) -> str:
    return Path(PAPERS / f"{name}.toml").read_text(encoding="utf-8")


def read(name: str, text: str) -> None:
    FILES[name](file=f"{name}.toml", text=text)


def test_the_papers_of_the_platform_can_be_read():
    assert [each.number for each in questionnaires()] == [1]
    assert [each.number for each in special_warnings()] == [1]
    assert all(each.paragraphs for each in special_warnings())


@pytest.mark.parametrize(
    ("name", "was", "instead", "sentence"),
    [
        ("risk_questionnaire", "70 岁以上", "70岁以上", "sealed with another hash"),
        ("risk_questionnaire", "C2 = 21", "C2 = 22", "sealed with another hash"),
        ("special_warning", "不建议您", "建议您", "sealed with another hash"),
        ("special_warning", "effective_from = 2016-07-15", "effective_from = 2016-07-14", "sealed with another hash"),
        ("risk_questionnaire", "points = 8\n", "points = 2\n", "gives no fewer points"),
        ("risk_questionnaire", 'id = "full"', 'id = "full"\n    disqualifies = 1', "disqualifies is true"),
        ("risk_questionnaire", "    disqualifies = true\n", "", "sealed with another hash"),
        ("risk_questionnaire", 'id = "full"', 'id = "none"', "stands twice"),
        ("risk_questionnaire", 'id = "loss"', 'id = "capacity"', "stands twice"),
        ("risk_questionnaire", "C3 = 41", "C3 = 21", "C3 needs more points than C2"),
        ("risk_questionnaire", "C1 = 0", "C1 = 1", "begins at no points"),
        ("risk_questionnaire", "points = 0\n", "points = -1\n", "whole number from 0 on"),
        ("risk_questionnaire", "number = 1", "number = 2", "stands where version 1 belongs"),
        ("special_warning", "number = 1", "number = 1\ncolour = 1", "colour is not a key"),
    ],
)
def test_a_paper_that_was_edited_or_contradicts_itself_is_refused(name: str, was: str, instead: str, sentence: str):
    text = text_of(name)
    assert was in text
    with pytest.raises(BadBook, match=sentence) as refused:
        read(name, text.replace(was, instead, 1))
    assert f"{name}.toml, line " in str(refused.value)


def test_one_answer_is_no_question():
    head, _, _ = text_of("risk_questionnaire").partition('    [[version.question.option]]\n    id = "full"')
    with pytest.raises(BadBook, match="two answers at least"):
        read("risk_questionnaire", head)


def test_a_disqualifying_answer_stands_before_the_others():
    text = text_of("risk_questionnaire").replace("points = 2\n", "points = 2\n    disqualifies = true\n", 1)
    text = text.replace("points = 0\n    disqualifies = true\n", "points = 0\n", 1)
    with pytest.raises(BadBook, match="no lower class"):
        read("risk_questionnaire", text)


def test_a_later_version_begins_later():
    text = text_of("special_warning")
    with pytest.raises(BadBook, match="from a later day on"):
        read("special_warning", text + text.replace("number = 1", "number = 2"))


@dataclass(frozen=True)
class Sheet:
    number: int
    effective_from: date


def test_the_version_of_the_day_is_used():
    sheets = (Sheet(1, date(2020, 1, 1)), Sheet(2, date(2021, 1, 1)))
    assert in_use(sheets, on=date(2020, 12, 31)).number == 1
    assert in_use(sheets, on=date(2021, 1, 1)).number == 2
    with pytest.raises(LookupError, match="2019-12-31"):
        in_use(sheets, on=date(2019, 12, 31))
