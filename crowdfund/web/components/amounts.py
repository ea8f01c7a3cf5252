"""web / components: amounts with their unit and percentages with their base, exact and never shortened."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from crowdfund.kernel.money import Currency, Money
from crowdfund.kernel.rates import Rate
from crowdfund.kernel.rounding import Rounding, round_decimal
from crowdfund.web.components.language import is_chinese, spaced

MINUS = "\u2212"
_NO_BREAK = "\u00a0"
_MINOR_PER_WAN = 1_000_000
_MINOR_PER_MILLION = 100_000_000

_UNITS: dict[Currency, Promise] = {
    Currency.CNY: pgettext_lazy("currency unit", "CNY"),
    Currency.USD: pgettext_lazy("currency unit", "USD"),
    Currency.HKD: pgettext_lazy("currency unit", "HKD"),
    Currency.EUR: pgettext_lazy("currency unit", "EUR"),
}


class PercentBase(StrEnum):
    """What a percentage is taken of; a percentage is never shown without it. Source: the glossary of the product."""

    RAISE = "raise"
    COMPANY_EQUITY = "company_equity"
    SHARE_CAPITAL = "share_capital"
    OWN_ASSETS = "own_assets"


_BASES: dict[PercentBase, Promise] = {
    PercentBase.RAISE: pgettext_lazy("percentage", "{percent} of the raise"),
    PercentBase.COMPANY_EQUITY: pgettext_lazy("percentage", "{percent} of the company's equity"),
    PercentBase.SHARE_CAPITAL: pgettext_lazy("percentage", "{percent} of the share capital"),
    PercentBase.OWN_ASSETS: pgettext_lazy("percentage", "{percent} of the person's assets"),
}


def absent() -> SafeString:
    """Return the mark for a value that is not stated: a dash to the eye, words to a screen reader."""
    return format_html(
        '<span class="absent"><span aria-hidden="true">—</span><span class="visually-hidden">{}</span></span>',
        _("not stated"),
    )


def figure_text(money: Money) -> str:
    """Return the bare figure in major units: thousands separated, all digits, a true minus sign.

    >>> figure_text(Money(-250000001, Currency.CNY))
    '−2,500,000.01'
    """
    whole, _point, part = money.as_text().removeprefix("-").partition(".")
    return f"{MINUS if money.minor < 0 else ''}{int(whole):,}.{part}"


def unit_text(currency: Currency) -> str:
    """Return the unit in the current language: 元 or CNY for renminbi yuan."""
    return str(_UNITS[currency])


def money_text(money: Money) -> str:
    """Return the amount as plain text, for e-mails and attributes: ``2,500,000.00 元`` or ``CNY 2,500,000.00``."""
    parts = (figure_text(money), unit_text(money.currency))
    return _NO_BREAK.join(parts if is_chinese() else reversed(parts))


def money_html(money: Money | None) -> SafeString:
    """Return the amount with its figure and unit in spans of their own; the dash for an amount that is not stated."""
    if money is None:
        return absent()
    figure = format_html('<span class="money__figure">{}</span>', figure_text(money))
    unit = format_html('<span class="money__unit">{}</span>', unit_text(money.currency))
    first, second = (figure, unit) if is_chinese() else (unit, figure)
    sign = " money--negative" if money.minor < 0 else ""
    return format_html('<span class="money{}">{}{}{}</span>', sign, first, _NO_BREAK, second)


def money_beside_html(money: Money | None) -> SafeString:
    """Return the full amount and, beside it, the same amount exactly in 万元 (zh) or millions (en).

    Amounts under 1 万元 (zh) or one million (en) stand alone: the second figure would be harder to read.
    """
    if money is None:
        return absent()
    minor_per_step = _MINOR_PER_WAN if is_chinese() else _MINOR_PER_MILLION
    if abs(money.minor) < minor_per_step:
        return money_html(money)
    short = _exact_quotient(money.minor, minor_per_step)
    unit = unit_text(money.currency)
    beside = pgettext("amount in ten thousands or millions", "({short} million)").format(short=short, unit=unit)
    return spaced(money_html(money), format_html('<span class="money__beside nowrap">{}</span>', beside))


def percent_text(ratio: Rate | Fraction | Decimal, *, places: int = 2) -> str:
    """Return a ratio as a percentage, rounded half up to `places` digits for display; 1 is 100%.

    >>> percent_text(Fraction(1, 8))
    '12.50%'
    """
    exact = Fraction(ratio.ratio if isinstance(ratio, Rate) else ratio) * 100
    number = round_decimal(exact, places, Rounding.HALF_UP)
    return f"{MINUS if number < 0 else ''}{abs(number):,f}%"


def percent_html(ratio: Rate | Fraction | Decimal | None, *, base: str, places: int = 2) -> SafeString:
    """Return a percentage with what it is taken of: ``占本轮融资额 12.50%``, ``12.50% of the raise``.

    :param base: a word of `PercentBase`, or a noun already translated.
    """
    if ratio is None:
        return absent()
    known = base in set(PercentBase)
    pattern = str(_BASES[PercentBase(base)]) if known else pgettext("percentage", "{percent} of {base}")
    before, _percent, after = pattern.partition("{percent}")
    return format_html(
        '<span class="percent">{}<span class="percent__figure">{}</span>{}</span>',
        _base_html(before.replace("{base}", base)),
        percent_text(ratio, places=places),
        _base_html(after.replace("{base}", base)),
    )


def _base_html(words: str) -> SafeString:
    """Return the words around a percentage in a span, or nothing where there are none."""
    return format_html('<span class="percent__base">{}</span>', words) if words else SafeString("")


def _exact_quotient(minor: int, minor_per_step: int) -> str:
    """Divide exactly by a power of ten and drop needless zeros: 123456789 fen are 123.456789 万元."""
    whole, rest = divmod(abs(minor), minor_per_step)
    digits = str(rest).rjust(len(str(minor_per_step)) - 1, "0").rstrip("0")
    return f"{MINUS if minor < 0 else ''}{whole:,}{'.' if digits else ''}{digits}"
