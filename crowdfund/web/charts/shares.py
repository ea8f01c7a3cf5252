"""web / charts: one bar cut into the shares of a whole, such as lead, followers and room left."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.kernel.allocation import allocate
from crowdfund.web.charts.frame import framed
from crowdfund.web.charts.svg import WIDTH, join, picture, rect
from crowdfund.web.components.amounts import percent_text
from crowdfund.web.components.tables import Table

_HEIGHT = 24
MAXIMUM = 5
"""Shares that one bar can show so that each is told from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One share: its name, its weight in whole units (fen, partnership units), and the text people read.

    :raises ValueError: the weight is negative.
    """

    label: str | Promise
    weight: int
    text: str

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError("a share is not negative")


def share_bar(*, title: str | Promise, shares: Sequence[Share], base: str, note: str | Promise = "") -> SafeString:
    """Return the bar with a key to each share; lengths are allocated exactly, so they always fill the bar.

    :param base: what the percentages are of, a translated noun, for the heading of the table.
    :raises ValueError: there are more than five shares; more can't be told apart.
    """
    if len(shares) > MAXIMUM:
        raise ValueError(f"at most {MAXIMUM} shares can be told apart")
    total = sum(share.weight for share in shares)
    percents = [percent_text(Fraction(share.weight, total)) if total else "—" for share in shares]
    table = Table(
        caption=title,
        headings=[_("Share"), _("Amount"), _("Percentage of {base}").format(base=base)],
        rows=[[share.label, share.text, percent] for share, percent in zip(shares, percents, strict=True)],
        text_amounts=(1, 2),
    )
    keys = join(
        _key(index, share, percent) for index, (share, percent) in enumerate(zip(shares, percents, strict=True))
    )
    drawing = format_html(
        '{}<ul class="chart__legend">{}</ul>',
        _bar(str(title), shares, percents),
        keys,
    )
    return framed(title=title, picture=drawing, table=table, note=note)


def _bar(title: str, shares: Sequence[Share], percents: Sequence[str]) -> SafeString:
    weights = [share.weight for share in shares]
    lengths = allocate(WIDTH, weights) if any(weights) else tuple(0 for _weight in weights)
    shapes: list[SafeString] = []
    start = 0
    for index, length in enumerate(lengths):
        if length:
            shapes.append(rect(x=start, y=0, width=length, height=_HEIGHT, css=f"chart-fill-{index + 1}"))
            if start:
                shapes.append(rect(x=start, y=0, width=2, height=_HEIGHT, css="chart-gap"))
        start += length
    shapes.append(rect(x=0, y=0, width=WIDTH, height=_HEIGHT, css="chart-outline"))
    description = _("; ").join(
        f"{share.label} {share.text} {percent}" for share, percent in zip(shares, percents, strict=True)
    )
    return picture(title=title, description=description, height=_HEIGHT, css="chart__strip", shapes=shapes)


def _key(index: int, share: Share, percent: str) -> SafeString:
    """Return one line of the key: a swatch, the name, the amount with its percentage."""
    swatch = format_html(
        '<svg class="chart__swatch" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}{}</svg>',
        rect(x=0, y=0, width=16, height=16, css=f"chart-fill-{index + 1}"),
        rect(x=0, y=0, width=16, height=16, css="chart-outline"),
    )
    return format_html(
        '<li class="chart__key">{}<span>{}</span>'
        '<span class="chart__value">{} <span class="chart__note">{}</span></span></li>',
        swatch,
        share.label,
        share.text,
        percent,
    )
