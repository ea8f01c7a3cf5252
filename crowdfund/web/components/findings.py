"""web / components: what a finding measured, in its unit, and the article it cites as people cite it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components.amounts import absent
from crowdfund.web.components.display import display
from crowdfund.web.components.language import in_language

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)*(\([0-9]+\))*")
_UNKNOWN: Final = "unknown"
_NO_BREAK: Final = "\u00a0"
_COUNTED: Final[Mapping[str, Callable[[int], str]]] = {
    "persons": lambda count: ngettext("{count} person", "{count} persons", count),
    "days": lambda count: ngettext("{count} day", "{count} days", count),
    "working_days": lambda count: ngettext("{count} working day", "{count} working days", count),
    "months": lambda count: ngettext("{count} month", "{count} months", count),
    "years": lambda count: ngettext("{count} year", "{count} years", count),
    "hours": lambda count: ngettext("{count} hour", "{count} hours", count),
    "times": lambda count: ngettext("{count} time", "{count} times", count),
}
"""What is counted, as a number with its word."""
_NOTHING: Final = frozenset({"no", "0"})


def measured_html(value: Mapping[str, str] | str | None, unit: str) -> SafeString:
    """Return a measured value or a limit as people read it: an amount with its unit, a day with its weekday.

    :param unit: the finding's unit (a currency, ``percent``, ``day``, ``instant``, or what is counted, as ``persons``);
        other values are shown as they are. What could not be measured is the dash.
    """
    text = in_language(value)
    if text == _UNKNOWN:
        return absent()
    if unit in set(Currency):
        return display(Money.parse(text, Currency(unit)))
    if unit == "day":
        return display(date.fromisoformat(text))
    if unit == "instant":
        return display(datetime.fromisoformat(text))
    if unit in _COUNTED and text.isdecimal():
        return display(_COUNTED[unit](int(text)).format(count=text).replace(" ", _NO_BREAK))
    return display(f"{text}%" if unit == "percent" else text)


def tells_a_measure(measured: object, limit: object, unit: str) -> bool:
    """Tell whether measured and limit add something to the sentence of a finding.

    A limit of nothing without a unit (no nominee, no source without a document) is what the sentence says already.

    >>> tells_a_measure("yes", "no", ""), tells_a_measure("51", "50", "persons"), tells_a_measure("0.00", "0.00", "CNY")
    (False, True, True)
    """
    return bool(measured or limit) and not (unit == "" and limit in _NOTHING)


def article_text(article: Mapping[str, str] | str) -> str:
    """Return an article's number as it is cited: 第12条, article 12. What is more than a number stays as it is."""
    text = in_language(article)
    if not _NUMBER.fullmatch(text):
        return text
    return pgettext("citation", "article {number}").format(number=text).replace(" ", _NO_BREAK)
