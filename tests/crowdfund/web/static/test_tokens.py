"""tests / tokens: every ink can be read on every paper it stands on, in light, in dark and in print."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT = Fraction(9, 2)  # WCAG 2.2, 1.4.3: 4.5 : 1
SHAPE = Fraction(3)  # WCAG 2.2, 1.4.11: 3 : 1

PAPERS = ("paper", "sheet", "sunken")
PAIRS = [
    *[(ink, paper, TEXT) for ink in ("ink", "ink-soft") for paper in (*PAPERS, "seal-wash")],
    *[("seal", paper, TEXT) for paper in ("paper", "sheet", "seal-wash")],
    *[("rule-strong", paper, SHAPE) for paper in ("paper", "sheet")],
    *[("seal-fill", paper, SHAPE) for paper in ("paper", "sheet")],
    ("ink-inverse", "ink", TEXT),
    ("ink-inverse", "ink-soft", TEXT),
    ("seal-inverse", "seal-fill", TEXT),
    ("seal-inverse", "seal-fill-strong", TEXT),
    ("ink", "tint-1", TEXT),
    ("on-tint-light", "tint-1", TEXT),
    ("on-tint-light", "tint-2", TEXT),
    ("on-tint-dark", "tint-4", TEXT),
    ("on-tint-dark", "tint-5", TEXT),
    ("tint-5", "tint-1", SHAPE),
    ("tint-4", "paper", SHAPE),
]


def sheet(name: str) -> str:
    found = finders.find(f"web/css/{name}")
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css))


def palette(wish: str) -> dict[str, str]:
    light_css, dark_css = sheet("tokens.css").split("@media (prefers-color-scheme: dark)")
    light = colours(light_css)
    return {"light": light, "dark": light | colours(dark_css), "print": light | colours(sheet("print.css"))}[wish]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("wish", ["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "paper", "needed"), PAIRS)
def test_ink_can_be_read_on_its_paper(wish: str, ink: str, paper: str, needed: Fraction) -> None:
    given = palette(wish)
    assert contrast(given[ink], given[paper]) >= needed


def test_dark_names_every_colour_anew() -> None:
    light_css, dark_css = sheet("tokens.css").split("@media (prefers-color-scheme: dark)")
    assert set(colours(light_css)) == set(colours(dark_css)) == set(colours(sheet("print.css")))


def names_in(css: str) -> set[str]:
    return set(re.findall(r"var\((--[a-z0-9-]+)", css))


@pytest.mark.parametrize(
    "name", ["base", "layout", "navigation", "components", "practice", "tables", "forms", "charts", "print"]
)
def test_only_the_tokens_name_colours_and_every_token_used_exists(name: str) -> None:
    css = sheet(f"{name}.css")
    defined = set(re.findall(r"(--[a-z0-9-]+):", sheet("tokens.css")))
    assert names_in(css) <= defined
    if name not in {"print", "forms", "layout"}:
        assert re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", css) is None


@pytest.mark.parametrize(
    "name", ["tokens", "base", "layout", "navigation", "components", "practice", "tables", "forms", "charts", "print"]
)
def test_sheets_are_short_and_draw_no_gradient(name: str) -> None:
    css = sheet(f"{name}.css")
    assert len(css.splitlines()) < 400
    assert "gradient" not in css
    assert "@import" not in css
    assert "http" not in css.replace('a[href^="http"]', "")


def test_red_stands_only_where_something_is_decided_or_refused() -> None:
    selectors: set[str] = set()
    for name in ("base", "layout", "navigation", "components", "practice", "tables", "forms", "charts"):
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet(f"{name}.css")):
            if "--seal" in body:
                bare = re.sub(r"/\*.*?\*/", "", selector, flags=re.DOTALL)
                selectors |= {part.strip() for part in re.split(r",(?![^(]*\))", bare)}
    allowed = re.compile(r"^mark$|decision|refus|deny|warn|refer|error-summary|aria-invalid|chart-over|chart__over")
    assert selectors
    assert [selector for selector in selectors if not allowed.search(selector)] == []
