"""web / components: one place that knows how a value of any type is shown; facts and table cells use it."""

from datetime import date, datetime

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.kernel.money import Money
from crowdfund.web.components.amounts import absent, money_html
from crowdfund.web.components.days import day_html, instant_html


def display(value: object) -> SafeString:
    """Return a value as people read it: money with unit, days with weekday, instants in Shanghai time, yes and no.

    Nothing, or an empty text, becomes the dash. Everything else is shown as escaped text; a `float` is refused.

    :raises TypeError: `value` is a float; amounts and ratios have exact types.
    """
    if value is None or value == "":
        return absent()
    if isinstance(value, float):
        raise TypeError("a float is not shown; amounts and ratios have exact types")
    if isinstance(value, Money):
        return money_html(value)
    if isinstance(value, datetime):
        return instant_html(value)
    if isinstance(value, date):
        return day_html(value)
    if isinstance(value, bool):
        return conditional_escape(_("yes") if value else _("no"))
    if isinstance(value, int):
        return conditional_escape(f"{value:,}")
    return value if isinstance(value, SafeString) else conditional_escape(str(value))


def is_amount(value: object) -> bool:
    """Tell whether a value stands at the right edge of its column."""
    return isinstance(value, Money) or (isinstance(value, int) and not isinstance(value, bool))
