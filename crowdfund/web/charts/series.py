"""web / charts: a small line over legal days; it begins at zero, so that a slope is never made steeper than it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.web.charts.frame import framed
from crowdfund.web.charts.svg import WIDTH, Number, element, line, picture, scaled
from crowdfund.web.components.days import day_text
from crowdfund.web.components.tables import Table

_HEIGHT = 200
_MARGIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value on one legal day, exact, with the text people read (unit included)."""

    day: date
    value: Number
    text: str


def time_series(
    *, title: str | Promise, points: Sequence[Point], value_heading: str | Promise, note: str | Promise = ""
) -> SafeString:
    """Return the line with its first and last day and its highest and lowest value written beside it.

    :raises ValueError: there is no point, or the days do not rise.
    """
    if not points:
        raise ValueError("a line needs at least one point; show _parts/empty.html instead")
    if any(later.day <= earlier.day for earlier, later in pairwise(points)):
        raise ValueError("the days of a line must rise")
    highest = max(points, key=lambda point: point.value)
    lowest = min(points, key=lambda point: point.value)
    drawing = format_html(
        '<div class="chart__axis"><span>{}</span><span>{}</span></div>{}'
        '<div class="chart__axis"><span>{}</span><span>{}</span></div>',
        _("highest {value}").format(value=highest.text),
        _("lowest {value}").format(value=lowest.text),
        _plot(str(title), points),
        day_text(points[0].day),
        day_text(points[-1].day),
    )
    table = Table(
        caption=title,
        headings=[_("Day"), value_heading],
        rows=[[point.day, point.text] for point in points],
        text_amounts=(1,),
    )
    return framed(title=title, picture=drawing, table=table, note=note)


def _plot(title: str, points: Sequence[Point]) -> SafeString:
    values = [Fraction(point.value) for point in points]
    top, bottom = max([*values, Fraction(0)]), min([*values, Fraction(0)])
    span = (points[-1].day - points[0].day).days
    height = _HEIGHT - 2 * _MARGIN

    def across(day: date) -> int:
        return scaled((day - points[0].day).days, top=span, steps=WIDTH)

    def down(value: Fraction) -> int:
        return _HEIGHT - _MARGIN - scaled(value - bottom, top=top - bottom, steps=height)

    corners = [(across(point.day), down(value)) for point, value in zip(points, values, strict=True)]
    if span == 0:
        corners.append((WIDTH, corners[0][1]))
    shapes = [
        line(x1=0, y1=down(Fraction(0)), x2=WIDTH, y2=down(Fraction(0)), css="chart-guide"),
        element("polyline", {"points": " ".join(f"{x},{y}" for x, y in corners), "class": "chart-line"}),
    ]
    first, last = points[0], points[-1]
    description = _("from {first} on {first_day} to {last} on {last_day}").format(
        first=first.text, first_day=day_text(first.day), last=last.text, last_day=day_text(last.day)
    )
    return picture(title=title, description=description, height=_HEIGHT, css="chart__plot", shapes=shapes)
