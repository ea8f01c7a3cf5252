"""web / charts: who passes what to whom, down to one end; what is marked is red and named."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.web.charts.frame import framed
from crowdfund.web.charts.svg import element, join, line, picture, rect
from crowdfund.web.components.tables import Table

_COLUMN = 184
_ROW = 128
_BOX_WIDTH = 152
_BOX_HEIGHT = 52
_ARROW = 7
_FULL_WIDTH_LETTER = 14
_HALF_WIDTH_LETTER = 8
_LINE = 18
_APART = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One party: `id` is what flows name, `word` what it is; a marked one is drawn in red."""

    id: str
    label: str
    word: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One arrow; `word` says how, `text` how much; a marked one is drawn in red and carries `remark` in the table.

    One that is `is_seen` was watched by somebody else than who told of the others; it is drawn as a double line.
    """

    source: str
    target: str
    word: str
    text: str
    is_marked: bool = False
    remark: str = ""
    is_seen: bool = False


def flow_picture(
    *,
    title: str | Promise,
    stops: Sequence[Stop],
    flows: Sequence[Flow],
    end: str,
    note: str | Promise = "",
    legend: tuple[str | Promise, str | Promise] | None = None,
) -> SafeString:
    """Return the picture, sources above and the stop `end` below, with every flow in a table beside it.

    It keeps its size and scrolls where the screen is narrow. `legend` says what a single and a double line mean.

    :raises KeyError: a flow names a stop that is not listed.
    """
    names = {stop.id: stop.label for stop in stops}
    table = Table(
        caption=title,
        headings=[_("From"), _("To"), _("How"), _("Amount"), _("Remark")],
        rows=[[names[flow.source], names[flow.target], flow.word, flow.text, flow.remark] for flow in flows],
        text_amounts=(3,),
    )
    drawing = format_html(
        '<div class="chart__scroll" tabindex="0" role="region" aria-label="{}">{}</div>{}',
        title,
        _drawing(str(title), stops, flows, end),
        _legend(*legend) if legend else "",
    )
    return framed(title=title, picture=drawing, table=table, note=note)


def _legend(single: str | Promise, double: str | Promise) -> SafeString:
    """Return what the two kinds of lines mean, each with a piece of the line."""
    pieces = [
        (join(_strokes(x1=0, y1=8, x2=32, y2=8, css="flow-line", is_seen=is_seen)), words)
        for is_seen, words in ((False, single), (True, double))
    ]
    return format_html(
        '<ul class="flow-legend">{}</ul>',
        format_html_join(
            "",
            '<li><svg class="flow-legend__line" width="32" height="16" aria-hidden="true" focusable="false">{}</svg>'
            " {}</li>",
            pieces,
        ),
    )


def rows_of(*, stops: Sequence[Stop], flows: Sequence[Flow], end: str) -> list[list[str]]:
    """Return the stops by how many flows they are away from the end, farthest first; what never gets there is on top.

    >>> stops = [Stop(id=id, label=id, word="") for id in "abc"]
    >>> rows_of(stops=stops, flows=[Flow(source="a", target="b", word="", text="")], end="b")
    [['c'], ['a'], ['b']]
    """
    away = {end: 0}
    frontier = [end]
    while frontier:
        nearer = set(frontier)
        frontier = []
        for flow in flows:
            if flow.target in nearer and flow.source not in away:
                away[flow.source] = away[flow.target] + 1
                frontier.append(flow.source)
    lost = max(away.values()) + 1
    rows: dict[int, list[str]] = {}
    for stop in stops:
        rows.setdefault(away.get(stop.id, lost), []).append(stop.id)
    return [rows[rank] for rank in sorted(rows, reverse=True)]


def _drawing(title: str, stops: Sequence[Stop], flows: Sequence[Flow], end: str) -> SafeString:
    rows = rows_of(stops=stops, flows=flows, end=end)
    column = max([_COLUMN, *(_width(_said(flow)) * 3 // 2 + 16 for flow in flows)])
    width = column * max(len(row) for row in rows)
    places = {
        id: ((width - column * len(row)) // 2 + column * index + column // 2, _ROW * level)
        for level, row in enumerate(rows)
        for index, id in enumerate(row)
    }
    pairs: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        pairs.setdefault((flow.source, flow.target), []).append(flow)
    arrows = [
        _arrow(places[ends[0]], places[ends[1]], kind)
        for ends, same in pairs.items()
        if ends[0] != ends[1]
        for kind in _by_kind(same)
    ]
    labels = [_label(places[ends[0]], places[ends[1]], same) for ends, same in pairs.items() if ends[0] != ends[1]]
    boxes = [_box(places[stop.id], stop) for stop in stops]
    marked = sum(flow.is_marked for flow in flows)
    return picture(
        title=title,
        description=_("{parties} parties, {flows} flows, {marked} of them marked; the table lists them").format(
            parties=len(stops), flows=len(flows), marked=marked
        ),
        height=_ROW * (len(rows) - 1) + _BOX_HEIGHT + 2,
        width=width,
        css="chart__grid",
        shapes=[*arrows, *boxes, *labels],
        stretch=False,
    )


def _by_kind(flows: Sequence[Flow]) -> list[list[Flow]]:
    """Return the flows of one pair apart: those told of, and those seen."""
    told, seen = [each for each in flows if not each.is_seen], [each for each in flows if each.is_seen]
    return [kind for kind in (told, seen) if kind]


def _box(place: tuple[int, int], stop: Stop) -> SafeString:
    middle, top = place
    css = "flow-box flow-box--refused" if stop.is_marked else "flow-box"
    ground = rect(x=middle - _BOX_WIDTH // 2, y=top + 1, width=_BOX_WIDTH, height=_BOX_HEIGHT, css=css)
    name = _words(middle, top + 22, _cut(stop.label), "flow-text flow-text--name")
    return join([ground, name, _words(middle, top + 42, _cut(stop.word), "flow-text")])


def _ends(source: tuple[int, int], target: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return where an arrow leaves a box and reaches another: below and above, or side to side in one row."""
    (x1, y1), (x2, y2) = source, target
    if y1 == y2:
        side = _BOX_WIDTH // 2 if x1 < x2 else -_BOX_WIDTH // 2
        return x1 + side, y1 + _BOX_HEIGHT // 2, x2 - side, y2 + _BOX_HEIGHT // 2
    if y1 < y2:
        return x1, y1 + _BOX_HEIGHT, x2, y2
    return x1, y1, x2, y2 + _BOX_HEIGHT


def _arrow(source: tuple[int, int], target: tuple[int, int], flows: Sequence[Flow]) -> SafeString:
    x1, y1, x2, y2 = _ends(source, target)
    css = "flow-line flow-line--refused" if any(flow.is_marked for flow in flows) else "flow-line"
    if source[1] == target[1]:
        back = -2 * _ARROW if x1 < x2 else 2 * _ARROW
        corners = [(x2, y2), (x2 + back, y2 - _ARROW), (x2 + back, y2 + _ARROW)]
    else:
        back = -2 * _ARROW if y1 < y2 else 2 * _ARROW
        corners = [(x2, y2), (x2 - _ARROW, y2 + back), (x2 + _ARROW, y2 + back)]
    head = element("polygon", {"points": " ".join(f"{x},{y}" for x, y in corners), "class": f"{css} flow-head"})
    return join([*_strokes(x1=x1, y1=y1, x2=x2, y2=y2, css=css, is_seen=flows[0].is_seen), head])


def _strokes(*, x1: int, y1: int, x2: int, y2: int, css: str, is_seen: bool) -> list[SafeString]:
    """Return one line, or two beside each other."""
    if not is_seen:
        return [line(x1=x1, y1=y1, x2=x2, y2=y2, css=css)]
    aside, down = (0, _APART) if y1 == y2 else (_APART, 0)
    return [
        line(x1=x1 + side * aside, y1=y1 + side * down, x2=x2 + side * aside, y2=y2 + side * down, css=css)
        for side in (-1, 1)
    ]


def _label(source: tuple[int, int], target: tuple[int, int], flows: Sequence[Flow]) -> SafeString:
    """Write each flow of one arrow below the other: at its middle, or nearer its source, where arrows are apart."""
    x1, y1, x2, y2 = _ends(source, target)
    middle, height = ((x1 + x2) // 2, (y1 + y2) // 2) if y1 == y2 else ((2 * x1 + x2) // 3, (2 * y1 + y2) // 3)
    first = height + 4 - _LINE * (len(flows) - 1) // 2
    return join(
        _words(middle, first + _LINE * index, _said(flow), _label_css(flow)) for index, flow in enumerate(flows)
    )


def _said(flow: Flow) -> str:
    return f"{flow.word} {flow.text}".strip()


def _width(words: str) -> int:
    """Return about how wide words are: Chinese characters are full width, Latin letters about half."""
    return sum(_FULL_WIDTH_LETTER if ord(letter) > 0x2E7F else _HALF_WIDTH_LETTER for letter in words)


def _label_css(flow: Flow) -> str:
    return "flow-text flow-text--label flow-text--refused" if flow.is_marked else "flow-text flow-text--label"


def _words(middle: int, baseline: int, words: str, css: str) -> SafeString:
    return element("text", {"x": middle, "y": baseline, "text-anchor": "middle", "class": css}, words)


def _cut(words: str) -> str:
    """Return as much of a name as its box holds; the table has the whole of it."""
    room = _BOX_WIDTH - 12
    for index, letter in enumerate(words):
        room -= _FULL_WIDTH_LETTER if ord(letter) > 0x2E7F else _HALF_WIDTH_LETTER
        if room < 0:
            return f"{words[: index - 1]}…"
    return words
