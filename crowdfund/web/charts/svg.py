"""web / charts: the few SVG elements that charts need, with every word and attribute escaped."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from crowdfund.kernel.rounding import Rounding, round_to_int

Number = int | Decimal | Fraction
WIDTH = 1000
"""Pictures that stretch are 1,000 steps wide; their words stand outside, so that stretching never distorts a letter."""


def element(name: str, attributes: Mapping[str, int | str], *children: str) -> SafeString:
    """Return one element; children that are not already safe are escaped.

    :raises TypeError: an attribute is neither a whole number nor text; a float never reaches a picture.
    """
    for key, value in attributes.items():
        if not isinstance(value, int | str):
            raise TypeError(f"attribute {key} is {type(value).__name__}, not a whole number or text")
    listed = format_html_join("", ' {}="{}"', attributes.items())
    # The name is a literal of this room, never what somebody wrote.
    return format_html("<{}{}>{}</{}>", SafeString(name), listed, join(children), SafeString(name))  # nosec B703


def join(parts: Iterable[str]) -> SafeString:
    """Return the parts one after the other, each escaped unless it is already safe."""
    return format_html_join("", "{}", ((part,) for part in parts))


def picture(
    *,
    title: str,
    description: str,
    height: int,
    css: str,
    shapes: Iterable[str],
    width: int = WIDTH,
    stretch: bool = True,
) -> SafeString:
    """Return an `svg` that reads as one image with a name and a description."""
    attributes: dict[str, int | str] = {"class": css, "role": "img", "viewBox": f"0 0 {width} {height}"}
    if stretch:
        attributes["preserveAspectRatio"] = "none"
    else:
        attributes |= {"width": width, "height": height}
    return element("svg", attributes, element("title", {}, title), element("desc", {}, description), *shapes)


def rect(*, x: int, y: int, width: int, height: int, css: str) -> SafeString:
    """Return a rectangle."""
    return element("rect", {"x": x, "y": y, "width": width, "height": height, "class": css})


def line(*, x1: int, y1: int, x2: int, y2: int, css: str) -> SafeString:
    """Return a straight line."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": css})


def scaled(value: Number, *, top: Number, steps: int) -> int:
    """Return how many of `steps` a value takes when `top` takes all of them, rounded half up; 0 when `top` is 0.

    >>> scaled(1, top=3, steps=1000)
    333
    """
    if not top:
        return 0
    return round_to_int(Fraction(value) / Fraction(top) * steps, Rounding.HALF_UP)
