"""web / charts: a grid of counts in five strengths of ink; each cell says its number."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.web.charts.frame import framed
from crowdfund.web.charts.svg import element, join, picture, rect
from crowdfund.web.components.tables import Table

_CELL_WIDTH = 56
_CELL_HEIGHT = 32
_BASELINE = 21
_FULL_WIDTH_LETTER = 14
_HALF_WIDTH_LETTER = 8


def heat_grid(
    *,
    title: str | Promise,
    corner: str | Promise,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    note: str | Promise = "",
) -> SafeString:
    """Return the grid; it keeps its size and scrolls where the screen is narrow.

    :param corner: what the names of the rows are, for the table.
    :raises ValueError: a row has more or fewer counts than there are columns, or a count is negative.
    """
    if any(len(counts) != len(columns) or min(counts, default=0) < 0 for _name, counts in rows):
        raise ValueError("each row needs one count of at least zero for each column")
    table = Table(caption=title, headings=[corner, *columns], rows=[[name, *counts] for name, counts in rows])
    drawing = format_html(
        '<div class="chart__scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        title,
        _grid(str(title), columns, rows),
    )
    return framed(title=title, picture=drawing, table=table, note=note)


def heat_level(count: int, *, highest: int) -> int:
    """Return the strength of ink, 0 to 4: nothing is 0, the highest count is 4, the rest in equal quarters.

    >>> [heat_level(count, highest=8) for count in (0, 1, 2, 3, 8)]
    [0, 1, 1, 2, 4]
    """
    return -(-count * 4 // highest) if highest else 0


def _grid(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> SafeString:
    highest = max((count for _name, counts in rows for count in counts), default=0)
    gutter = max((_text_width(name) for name, _counts in rows), default=0) + 12
    cell = max([_CELL_WIDTH, *(_text_width(name) + 12 for name in columns)])
    shapes = [_text(gutter + cell * index + cell // 2, 0, name, "heat-text") for index, name in enumerate(columns)]
    for place, (name, counts) in enumerate(rows, start=1):
        top = place * _CELL_HEIGHT
        shapes.append(element("text", {"x": 0, "y": top + _BASELINE, "class": "heat-text"}, name))
        for index, count in enumerate(counts):
            shapes.append(_cell(gutter + cell * index, top, cell, count, heat_level(count, highest=highest)))
    return picture(
        title=title,
        description=_("highest {value}").format(value=highest),
        height=_CELL_HEIGHT * (len(rows) + 1),
        width=gutter + cell * len(columns),
        css="chart__grid",
        shapes=shapes,
        stretch=False,
    )


def _cell(left: int, top: int, width: int, count: int, level: int) -> SafeString:
    css = f"heat-text heat-text--{'dark' if level > 2 else 'light'}"
    ground = rect(x=left + 1, y=top + 1, width=width - 2, height=_CELL_HEIGHT - 2, css=f"heat-{level}")
    return join([ground, _text(left + width // 2, top, f"{count:,}", css)])


def _text(middle: int, top: int, words: str, css: str) -> SafeString:
    return element("text", {"x": middle, "y": top + _BASELINE, "text-anchor": "middle", "class": css}, words)


def _text_width(words: str) -> int:
    """Return about how wide a word is: Chinese characters are full width, Latin letters about half."""
    return sum(_FULL_WIDTH_LETTER if ord(letter) > 0x2E7F else _HALF_WIDTH_LETTER for letter in words)
