"""tests / charts: lengths add up, words are escaped, and the same numbers stand in a table."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.web.charts.bars import Bound, LimitBar, limit_bars
from crowdfund.web.charts.flows import Flow, Stop, flow_picture, rows_of
from crowdfund.web.charts.heat import heat_grid, heat_level
from crowdfund.web.charts.series import Point, time_series
from crowdfund.web.charts.shares import Share, share_bar
from crowdfund.web.charts.svg import WIDTH, element, scaled
from tests.crowdfund.web.reading import visible_text

EVIL = '<script>"&'
DAY = date(2026, 11, 22)


def evil_bars() -> str:
    return limit_bars(title=EVIL, bars=[LimitBar(label=EVIL, value=1, value_text=EVIL, limit=2, limit_text=EVIL)])


def evil_shares() -> str:
    return share_bar(title=EVIL, shares=[Share(label=EVIL, weight=1, text=EVIL)], base=EVIL)


def evil_line() -> str:
    return time_series(title=EVIL, points=[Point(day=DAY, value=1, text=EVIL)], value_heading=EVIL)


def evil_flow() -> str:
    stops = [Stop(id="a", label=EVIL, word=EVIL), Stop(id="b", label=EVIL, word=EVIL)]
    flows = [Flow(source="a", target="b", word=EVIL, text=EVIL, remark=EVIL)]
    return flow_picture(title=EVIL, stops=stops, flows=flows, end="b", note=EVIL)


def evil_grid() -> str:
    return heat_grid(title=EVIL, corner=EVIL, columns=[EVIL], rows=[(EVIL, [1])])


CHARTS = [evil_bars, evil_shares, evil_line, evil_flow, evil_grid]


def widths(html: str, css: str) -> list[int]:
    return [int(width) for width in re.findall(rf'width="(\d+)" height="\d+" class="{css}"', html)]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_words_are_escaped_and_nothing_is_inline(chart: Callable[[], str], language: str) -> None:
    with translation.override(language):
        html = chart()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'style="' not in html


@pytest.mark.parametrize("chart", CHARTS)
def test_picture_has_name_and_description_and_a_table_beside_it(chart: Callable[[], str]) -> None:
    with translation.override("en"):
        html = chart()
    assert re.search(r'role="img"[^>]*><title>[^<]+</title><desc>[^<]+</desc>', html)
    assert "<details><summary>Show as a table</summary>" in html
    table = html[html.index("<table") : html.index("</table>")]
    assert table.count("<tr") == 2


@given(st.lists(st.integers(min_value=0, max_value=10**15), min_size=1, max_size=5).filter(any))
def test_shares_always_fill_the_bar(weights: list[int]) -> None:
    shares = [Share(label=str(place), weight=weight, text=str(weight)) for place, weight in enumerate(weights)]
    with translation.override("en"):
        html = share_bar(title="t", shares=shares, base="all")
    bar = html[: html.index("</svg>")]
    assert sum(widths(bar, r"chart-fill-\d")) == WIDTH


def test_shares_of_nothing_are_an_empty_bar_without_percentages() -> None:
    with translation.override("en"):
        html = share_bar(title="t", shares=[Share(label="a", weight=0, text="0.00")], base="all")
    assert widths(html[: html.index("</svg>")], r"chart-fill-\d") == []
    assert "%" not in visible_text(html)


def test_negative_share_and_a_sixth_share_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Share(label="a", weight=-1, text="")
    with pytest.raises(ValueError, match="at most 5"):
        share_bar(title="t", shares=[Share(label="a", weight=1, text="")] * 6, base="all")


@pytest.mark.parametrize(
    ("value", "limit", "bound", "is_broken"),
    [
        (5, 5, Bound.AT_MOST, False),
        (Fraction(51, 10), 5, Bound.AT_MOST, True),
        (Decimal(5), 5, Bound.AT_LEAST, False),
        (Decimal("4.99"), 5, Bound.AT_LEAST, True),
    ],
)
def test_limit_itself_is_allowed(value: Fraction | Decimal | int, limit: int, bound: Bound, is_broken: bool) -> None:
    bar = LimitBar(label="a", value=value, value_text="v", limit=limit, limit_text="l", bound=bound)
    assert bar.is_broken is is_broken
    with translation.override("en"):
        html = limit_bars(title="t", bars=[bar])
    assert ("the limit</strong>" in html) is is_broken


def test_what_lies_past_the_limit_is_red_and_as_long_as_the_excess() -> None:
    bar = LimitBar(label="a", value=4, value_text="4", limit=3, limit_text="3")
    with translation.override("en"):
        html = limit_bars(title="t", bars=[bar])
    assert widths(html, "chart-over") == [WIDTH // 4]
    assert html.count('x1="750"') == 2


def test_bar_without_limit_and_bars_of_nothing_are_drawn() -> None:
    with translation.override("en"):
        html = limit_bars(title="t", bars=[LimitBar(label="a", value=0, value_text="0")])
    assert widths(html, "chart-fill-1") == [0]
    assert "chart-limit" not in html
    with pytest.raises(ValueError, match="negative"):
        LimitBar(label="a", value=-1, value_text="")


def test_line_begins_at_zero_and_spreads_days_evenly() -> None:
    points = [
        Point(day=date(2026, 11, day), value=value, text=str(value)) for day, value in ((1, 50), (2, 100), (5, 0))
    ]
    with translation.override("en"):
        html = time_series(title="t", points=points, value_heading="v")
    assert 'points="0,100 250,4 1000,196"' in html
    assert "highest 100" in visible_text(html)


def test_line_with_a_loss_keeps_zero_in_sight() -> None:
    points = [Point(day=date(2026, 11, 1), value=-10, text="-10"), Point(day=date(2026, 11, 2), value=10, text="10")]
    with translation.override("en"):
        html = time_series(title="t", points=points, value_heading="v")
    assert 'points="0,196 1000,4"' in html
    assert 'y1="100"' in html


def test_single_day_is_a_level_line_and_no_day_is_refused() -> None:
    with translation.override("en"):
        html = time_series(title="t", points=[Point(day=DAY, value=7, text="7")], value_heading="v")
    assert 'points="0,4 1000,4"' in html
    with pytest.raises(ValueError, match="at least one point"):
        time_series(title="t", points=[], value_heading="v")


def test_days_of_a_line_must_rise() -> None:
    point = Point(day=DAY, value=1, text="1")
    with pytest.raises(ValueError, match="rise"):
        time_series(title="t", points=[point, point], value_heading="v")


@given(st.integers(min_value=1, max_value=10**9), st.data())
def test_heat_has_five_strengths_and_only_nothing_is_blank(highest: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(min_value=0, max_value=highest))
    level = heat_level(count, highest=highest)
    assert 0 <= level <= 4
    assert (level == 0) is (count == 0)
    assert heat_level(highest, highest=highest) == 4


def test_grid_of_nothing_is_blank_and_a_crooked_row_is_refused() -> None:
    with translation.override("en"):
        html = heat_grid(title="t", corner="c", columns=["a", "b"], rows=[("r", [0, 0])])
    assert html.count('class="heat-0"') == 2
    with pytest.raises(ValueError, match="one count"):
        heat_grid(title="t", corner="c", columns=["a"], rows=[("r", [1, 2])])


def test_no_float_reaches_a_picture() -> None:
    with pytest.raises(TypeError, match="float"):
        element("rect", {"x": 0.5})  # type: ignore[dict-item]
    assert scaled(2, top=3, steps=1000) == 667
    assert scaled(1, top=0, steps=1000) == 0


def stops(*ids: str) -> list[Stop]:
    return [Stop(id=id, label=f"party {id}", word="bank", is_marked=id == "a") for id in ids]


def flow(source: str, target: str, **more: Any) -> Flow:
    return Flow(source=source, target=target, word="loan", text="5.00", **more)


def test_stops_stand_by_their_distance_from_the_end_and_circles_end():
    flows = [flow("a", "b"), flow("b", "c"), flow("a", "c"), flow("b", "a"), flow("c", "b")]
    assert rows_of(stops=stops("a", "b", "c", "z"), flows=flows, end="c") == [["z"], ["a", "b"], ["c"]]


def test_a_flow_is_drawn_said_and_told_in_a_table():
    flows = [flow("a", "b", is_marked=True, remark="beware"), flow("b", "a"), flow("b", "b")]
    drawn = flow_picture(title="Money", stops=stops("a", "b"), flows=flows, end="b")
    assert drawn.count("<line") == 2, "what goes to itself is in the table only"
    assert "flow-line--refused" in drawn
    assert "flow-box--refused" in drawn
    assert "beware" in visible_text(drawn)
    assert "party a" in visible_text(drawn)


def test_what_was_seen_is_a_double_line_beside_what_was_told_and_the_legend_says_so():
    flows = [flow("a", "b"), flow("a", "b", is_seen=True, remark="seen"), flow("c", "b", is_seen=True)]
    drawn = flow_picture(title="Money", stops=stops("a", "b", "c"), flows=flows, end="b", legend=("told", "seen"))
    assert drawn.count("<line") == 1 + 2 + 2 + (1 + 2), "one line told, two for each seen, and the legend's"
    assert drawn.count("<polygon") == 3
    assert 'class="flow-legend"' in drawn
    assert "told" in visible_text(drawn)
    assert 'class="flow-legend"' not in flow_picture(title="Money", stops=stops("a", "b"), flows=flows[:1], end="b")


def test_a_long_name_is_cut_in_its_box_and_whole_in_the_table():
    long = "A very long name of a party that no box can hold"
    drawn = flow_picture(title="Money", stops=[Stop(id="a", label=long, word="bank")], flows=[], end="a")
    assert "…" in drawn
