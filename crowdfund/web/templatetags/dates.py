"""web / template tags: legal days and instants. `{% load dates %}`"""

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from crowdfund.web.components import days

register = template.Library()


@register.filter
def legal_date(day: date | None) -> SafeString:
    """`{{ round.opens_on|legal_date }}`: ``2026-11-22 周日`` or ``Sun 22 Nov 2026``."""
    return days.day_html(day)


@register.filter
def day_text(day: date) -> str:
    """`{{ round.opens_on|day_text }}`: the day as plain text, for e-mails and attributes."""
    return days.day_text(day)


@register.filter
def instant(moment: datetime | None, precision: str = "minutes") -> SafeString:
    """`{{ event.recorded_at|instant }}` or `|instant:"seconds"`: the clock in Shanghai, the zone named."""
    return days.instant_html(moment, seconds=precision == "seconds")


@register.simple_tag(takes_context=True)
def deadline(context: Context, day: date | None, today: date | None = None) -> SafeString:
    """`{% deadline round.closes_on %}`: the last day on which something may be done, with the days left."""
    return days.deadline_html(day, _today(context, today))


@register.simple_tag(takes_context=True)
def release_day(context: Context, day: date | None, today: date | None = None) -> SafeString:
    """`{% release_day lot.free_on %}`: the first day on which something may be done, with the days until then."""
    return days.release_html(day, _today(context, today))


def _today(context: Context, today: date | None) -> date:
    """Return the legal day given, or the one every page knows.

    :raises KeyError: neither is there; a clock is not read while a page is drawn.
    """
    found: Any = today if today is not None else context["today"]
    if not isinstance(found, date):
        raise TypeError("today is a legal day")
    return found
