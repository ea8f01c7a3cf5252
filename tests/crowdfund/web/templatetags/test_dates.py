"""tests / date tags: days with their weekday, days left, instants in Shanghai."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from tests.crowdfund.web.reading import visible_text

TODAY = date(2026, 11, 22)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def shown(source: str, language: str, **context: object) -> str:
    with translation.override(language):
        return Template("{% load dates %}" + source).render(Context(context))


def test_day_has_its_weekday_in_both_languages() -> None:
    assert visible_text(shown("{{ day|legal_date }}", "zh-hans", day=TODAY)) == "2026-11-22 周日"
    assert visible_text(shown("{{ day|legal_date }}", "en", day=TODAY)) == "Sun 22 Nov 2026"
    assert 'datetime="2026-11-22"' in shown("{{ day|legal_date }}", "en", day=TODAY)


def test_every_weekday_has_its_own_word() -> None:
    days = [date(2026, 11, 16 + shift) for shift in range(7)]
    assert "".join(shown("{{ day|day_text }}", "zh-hans", day=day)[-1] for day in days) == "一二三四五六日"
    assert [shown("{{ day|day_text }}", "en", day=day)[:3] for day in days] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]


def test_instant_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="instant"):
        shown("{{ day|legal_date }}", "en", day=datetime(2026, 11, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "chinese", "english", "kind"),
    [
        (date(2026, 12, 4), "2026-12-04 周五（还剩 12 天）", "Fri 4 Dec 2026 (12 days left)", "ahead"),
        (date(2026, 11, 23), "2026-11-23 周一（还剩 1 天）", "Mon 23 Nov 2026 (1 day left)", "ahead"),
        (TODAY, "2026-11-22 周日（今天截止）", "Sun 22 Nov 2026 (last day today)", "due"),
        (date(2026, 11, 21), "2026-11-21 周六（已截止 1 天）", "Sat 21 Nov 2026 (ended 1 day ago)", "past"),
    ],
)
def test_deadline_is_the_last_day_and_counts_what_is_left(day: date, chinese: str, english: str, kind: str) -> None:
    assert visible_text(shown("{% deadline day today %}", "zh-hans", day=day, today=TODAY)) == chinese
    assert visible_text(shown("{% deadline day today %}", "en", day=day, today=TODAY)) == english
    assert f"deadline--{kind}" in shown("{% deadline day today %}", "en", day=day, today=TODAY)


@pytest.mark.parametrize(
    ("day", "english"),
    [
        (date(2026, 11, 24), "Tue 24 Nov 2026 (in 2 days)"),
        (TODAY, "Sun 22 Nov 2026 (since today)"),
        (date(2026, 11, 2), "Mon 2 Nov 2026 (reached)"),
    ],
)
def test_release_day_is_the_first_free_day(day: date, english: str) -> None:
    assert visible_text(shown("{% release_day day %}", "en", day=day, today=TODAY)) == english


def test_deadline_takes_today_from_the_page_and_never_from_a_clock() -> None:
    with pytest.raises(KeyError, match="today"):
        shown("{% deadline day %}", "en", day=TODAY)


def test_instant_is_shown_in_shanghai_and_read_by_machines_in_utc() -> None:
    moment = datetime(2026, 11, 22, 16, 30, 7, tzinfo=UTC)
    assert visible_text(shown("{{ at|instant }}", "zh-hans", at=moment)) == "2026-11-23 周一 00:30 北京时间"
    assert visible_text(shown('{{ at|instant:"seconds" }}', "en", at=moment)) == "Mon 23 Nov 2026 00:30:07 China time"
    assert 'datetime="2026-11-22T16:30:07Z"' in shown("{{ at|instant }}", "en", at=moment)


@pytest.mark.parametrize("source", ["{{ none|legal_date }}", "{{ none|instant }}", "{% deadline none today %}"])
def test_nothing_is_a_dash_with_words(source: str) -> None:
    assert visible_text(shown(source, "en", none=None, today=TODAY)) == "—not stated"
