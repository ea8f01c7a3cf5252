"""web / template tags: amounts and percentages. `{% load money %}`"""

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from crowdfund.kernel.money import Money
from crowdfund.kernel.rates import Rate
from crowdfund.web.components import amounts

register = template.Library()


@register.filter
def money(amount: Money | None) -> SafeString:
    """`{{ round.target|money }}`: the full figure with its unit."""
    return amounts.money_html(amount)


@register.filter
def money_beside(amount: Money | None) -> SafeString:
    """`{{ round.target|money_beside }}`: the full figure, and 万元 (zh) or millions (en) beside it."""
    return amounts.money_beside_html(amount)


@register.filter
def money_text(amount: Money) -> str:
    """`{{ round.target|money_text }}`: the amount as plain text, for e-mails and attributes."""
    return amounts.money_text(amount)


@register.filter
def figure(amount: Money) -> str:
    """`{{ amount|figure }}`: the bare figure, only where the heading of the column states the unit."""
    return amounts.figure_text(amount)


@register.simple_tag
def percent(ratio: Rate | Fraction | Decimal | None, base: str, places: int = 2) -> SafeString:
    """`{% percent ratio "raise" %}`: the percentage with its base (`PercentBase`, or a translated noun)."""
    return amounts.percent_html(ratio, base=base, places=places)
