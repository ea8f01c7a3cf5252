"""web / charts: horizontal bars, each measured against its limit; what lies past the limit is red and named."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crowdfund.web.charts.frame import framed
from crowdfund.web.charts.svg import WIDTH, Number, join, line, picture, rect, scaled
from crowdfund.web.components.tables import Table

_HEIGHT = 20
_EDGE = 4
_THICKNESS = _HEIGHT - 2 * _EDGE


class Bound(StrEnum):
    """Which side of the limit the rules allow."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


_BROKEN: dict[Bound, Promise] = {
    Bound.AT_MOST: gettext_lazy("above the limit"),
    Bound.AT_LEAST: gettext_lazy("below the limit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBar:
    """One bar. `value` and `limit` are exact and of one unit; the texts are what people read, unit included.

    :raises ValueError: the value or the limit is negative.
    """

    label: str | Promise
    value: Number
    value_text: str
    limit: Number | None = None
    limit_text: str = ""
    bound: Bound = Bound.AT_MOST

    def __post_init__(self) -> None:
        if self.value < 0 or (self.limit is not None and self.limit < 0):
            raise ValueError("a bar has no negative length")

    @property
    def is_broken(self) -> bool:
        """Tell whether the value lies on the forbidden side of its limit; on the limit is allowed."""
        if self.limit is None:
            return False
        return self.value > self.limit if self.bound is Bound.AT_MOST else self.value < self.limit

    @property
    def remark(self) -> str:
        """Return the word for a broken limit, or nothing."""
        return str(_BROKEN[self.bound]) if self.is_broken else ""


def limit_bars(*, title: str | Promise, bars: Sequence[LimitBar], note: str | Promise = "") -> SafeString:
    """Return bars on one common scale that begins at zero, each with its limit as an upright line."""
    top: Number = max((max(bar.value, bar.limit or 0) for bar in bars), default=0)
    rows = join(_row(bar, top) for bar in bars)
    table = Table(
        caption=title,
        headings=[_("Item"), _("Measured"), _("Limit"), _("Remark")],
        rows=[[bar.label, bar.value_text, bar.limit_text, bar.remark] for bar in bars],
        text_amounts=(1, 2),
    )
    return framed(title=title, picture=format_html('<ul class="chart__rows">{}</ul>', rows), table=table, note=note)


def _row(bar: LimitBar, top: Number) -> SafeString:
    """Return the words of a bar and its strip; the words are real text, so they grow with the reader's letters."""
    beside = _("limit {limit}").format(limit=bar.limit_text) if bar.limit_text else ""
    remark = format_html(' <strong class="chart__over">{}</strong>', bar.remark) if bar.remark else SafeString("")
    limit = format_html(' <span class="chart__note">{}</span>', beside) if beside else SafeString("")
    return format_html(
        '<li class="chart__row"><span>{}</span><span class="chart__value">{}{}{}</span>{}</li>',
        bar.label,
        bar.value_text,
        limit,
        remark,
        _strip(bar, top),
    )


def _strip(bar: LimitBar, top: Number) -> SafeString:
    length = scaled(bar.value, top=top, steps=WIDTH)
    shapes = [_piece(0, WIDTH, "chart-ground"), _piece(0, length, "chart-fill-1")]
    if bar.limit is not None:
        mark = scaled(bar.limit, top=top, steps=WIDTH)
        if bar.is_broken and bar.bound is Bound.AT_MOST:
            shapes.append(_piece(mark, length, "chart-over"))
        shapes += [line(x1=mark, y1=0, x2=mark, y2=_HEIGHT, css=css) for css in ("chart-halo", "chart-limit")]
    words = [bar.value_text, _("limit {limit}").format(limit=bar.limit_text) if bar.limit_text else "", bar.remark]
    return picture(
        title=str(bar.label),
        description=_(", ").join(word for word in words if word),
        height=_HEIGHT,
        css="chart__strip chart__strip--thin",
        shapes=shapes,
    )


def _piece(start: int, end: int, css: str) -> SafeString:
    return rect(x=start, y=_EDGE, width=end - start, height=_THICKNESS, css=css)
