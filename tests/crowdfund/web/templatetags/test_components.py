"""tests / component tags: states, findings, facts, tables look the same wherever they stand."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext_lazy

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components import words
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs
from tests.crowdfund.web.reading import visible_text

OUTCOMES = {"permit": "通过", "advise": "提示", "warn": "警示", "refer": "待补充", "deny": "禁止"}


@pytest.fixture
def lamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that no room owns, registered for one test."""
    monkeypatch.setattr(words, "_states", {})
    monkeypatch.setattr(words, "_verbs", {})
    register_states(
        "lamp",
        {"off": StateFace(label="Off <i>", tone=Tone.DRAFT), "on": StateFace(label="On", tone=Tone.LIVE)},
    )
    register_verbs({"lamp.lit": pgettext_lazy("sample", "Submit")})


def shown(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load components %}" + source).render(Context(context))


def finding(outcome: str, **changes: Any) -> SimpleNamespace:
    given: dict[str, Any] = {
        "outcome": outcome,
        "measured": "500,000.00",
        "limit": "1,000,000.00",
        "unit": "",
        "message": {"zh": "低于规定", "en": "below the floor"},
        "remedy": {"zh": "请提高", "en": "raise it"},
        "citation": SimpleNamespace(law="The Law", article="art. 8", dated=date(2023, 9, 1)),
    }
    return SimpleNamespace(**given | changes)


def test_state_is_one_badge_with_tone_and_escaped_word(lamp: None) -> None:
    html = shown('{% state "lamp" "off" %}')
    assert '<span class="state state--draft">Off &lt;i&gt;</span>' in html


def test_state_that_nobody_registered_is_an_error_and_not_an_invented_word(lamp: None) -> None:
    with pytest.raises(LookupError, match="dim"):
        shown('{% state "lamp" "dim" %}')


def test_verb_reads_as_registered_and_otherwise_as_stored(lamp: None) -> None:
    assert shown("{{ verb|verb_text }}", "zh-hans", verb="lamp.lit") == "提交"
    assert shown("{{ verb|verb_text }}", verb="lamp.broken") == "lamp.broken"


def test_steps_say_where_a_thing_stands(lamp: None) -> None:
    html = shown('{% steps "lamp" "on" "off on" %}')
    assert html.count('aria-current="step"') == 1
    assert html.index("step--done") < html.index("step--current")
    assert "aria-current" not in shown('{% steps "lamp" "stolen" "off on" %}')


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_is_the_word_of_the_glossary(outcome: str) -> None:
    assert shown("{{ outcome|outcome_word }}", "zh-hans", outcome=outcome.upper()) == OUTCOMES[outcome]
    html = shown('{% include "_parts/outcome.html" %}', outcome=outcome.upper())
    assert f"outcome--{outcome}" in html


def test_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        shown("{{ outcome|outcome_word }}", outcome="perhaps")


def test_finding_shows_outcome_measure_limit_article_and_remedy_in_that_order() -> None:
    text = visible_text(shown('{% include "_parts/finding.html" %}', finding=finding("DENY")))
    places = [
        text.index(word) for word in ("Deny", "below", "500,000.00", "1,000,000.00", "raise it", "《The Law》 art. 8")
    ]
    assert places == sorted(places)
    assert "Fri 1 Sep 2023" in text


def test_finding_speaks_the_language_of_the_page() -> None:
    text = visible_text(shown('{% include "_parts/finding.html" %}', "zh-hans", finding=finding("DENY")))
    assert "低于规定" in text
    assert "below" not in text


def test_finding_escapes_what_it_was_given() -> None:
    html = shown('{% include "_parts/finding.html" %}', finding=finding("WARN", measured="<script>"))
    assert "<script>" not in html


def test_verdict_puts_the_gravest_finding_first() -> None:
    verdict = SimpleNamespace(verdict="DENY", findings=[finding("ADVISE"), finding("DENY"), finding("WARN")])
    html = shown('{% include "_parts/verdict.html" with number="77" %}', verdict=verdict)
    assert html.index("finding--deny") < html.index("finding--warn") < html.index("finding--advise")
    assert "<code>77</code>" in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Money(250, Currency.CNY), "CNY 2.50"),
        (date(2026, 11, 22), "Sun 22 Nov 2026"),
        (datetime(2026, 11, 22, tzinfo=UTC), "Sun 22 Nov 2026 08:00 China time"),
        (1234567, "1,234,567"),
        (True, "yes"),
        ("<b>", "<b>"),
        ("", "—not stated"),
        (None, "—not stated"),
    ],
)
def test_fact_shows_each_type_in_its_own_way(value: object, text: str) -> None:
    html = shown('{% fact "Name" value %}', value=value)
    assert visible_text(html) == f"Name{text}"
    assert "<b>" not in html


def test_float_is_never_shown() -> None:
    with pytest.raises(TypeError, match="float"):
        shown('{% fact "Name" value %}', value=0.1)


def test_amount_cells_stand_right_and_carry_their_heading_for_narrow_screens() -> None:
    html = shown('{% cell "Target" value %}', value=Money(1, Currency.CNY))
    assert 'class="amount"' in html
    assert 'data-label="Target"' in html
    assert 'class="amount"' not in shown('{% cell "Since" value %}', value=date(2026, 1, 1))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_style_guide_shows_everything(language: str) -> None:
    with translation.override(language):
        html = render_to_string("web/styleguide.html", {"today": date(2026, 11, 22), "messages": []})
    assert html.count('<figure class="chart">') == 4
    assert 'style="' not in html
    assert " onclick" not in html
    assert "<script>" not in html
