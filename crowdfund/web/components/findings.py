"""web / components: what a finding measured, in its unit, and the article it cites as people cite it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import ngettext_lazy, pgettext, pgettext_lazy

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components.amounts import absent
from crowdfund.web.components.display import display
from crowdfund.web.components.language import in_language

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)*(\([0-9]+\))*")
_UNKNOWN: Final = "unknown"
_NO_BREAK: Final = "\u00a0"
_COUNTS: Final = {
    "persons": ngettext_lazy("{count} person", "{count} persons", "count"),
    "times": ngettext_lazy("{count} time", "{count} times", "count"),
    "hours": ngettext_lazy("{count} hour", "{count} hours", "count"),
    "days": ngettext_lazy("{count} day", "{count} days", "count"),
    "working_days": ngettext_lazy("{count} working day", "{count} working days", "count"),
    "months": ngettext_lazy("{count} month", "{count} months", "count"),
    "years": ngettext_lazy("{count} year", "{count} years", "count"),
}
_WORDS: Final = {"yes": pgettext_lazy("measured", "yes"), "no": pgettext_lazy("measured", "no")}
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
    if unit in _COUNTS and text.isdecimal():
        return display(str(_COUNTS[unit] % {"count": int(text)}).format(count=text))
    return display(f"{text}%" if unit == "percent" else str(_WORDS.get(text, text)))


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
