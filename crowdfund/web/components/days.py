"""web / components: legal days with their weekday, days left, and instants in Shanghai time."""

from datetime import UTC, date, datetime

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from crowdfund.kernel.days import LEGAL_ZONE, legal_day
from crowdfund.web.components.amounts import absent
from crowdfund.web.components.language import is_chinese, spaced

_WEEKDAYS: tuple[Promise, ...] = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def day_text(day: date) -> str:
    """Return a legal day with its weekday: ``2026-11-22 周日`` or ``Sun 22 Nov 2026``.

    :raises TypeError: `day` is an instant; an instant becomes a day only by `crowdfund.kernel.days.legal_day`.
    """
    if isinstance(day, datetime):
        raise TypeError("an instant is not a day; use the filter `instant`, or legal_day() in the view")
    weekday = _WEEKDAYS[day.weekday()]
    if is_chinese():
        return f"{day.isoformat()} {weekday}"
    return f"{weekday} {day.day} {MONTHS_3[day.month].capitalize()} {day.year}"


def month_text(day: date) -> str:
    """Return the month of a legal day: ``2026年11月`` or ``November 2026``."""
    if is_chinese():
        return f"{day.year}年{day.month}月"
    return f"{MONTHS[day.month]} {day.year}"


def day_html(day: date | None) -> SafeString:
    """Return a legal day in a `time` element; the dash where none is stated."""
    if day is None:
        return absent()
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), day_text(day))


def deadline_html(day: date | None, today: date) -> SafeString:
    """Return a deadline (截止日, the last day on which something may still be done) with the days left."""
    if day is None:
        return absent()
    left = (day - today).days
    if left > 0:
        kind, words = "ahead", ngettext("{count} day left", "{count} days left", left).format(count=left)
    elif left == 0:
        kind, words = "due", _("last day today")
    else:
        kind, words = "past", ngettext("ended {count} day ago", "ended {count} days ago", -left).format(count=-left)
    return _day_with_note(day, kind, words)


def release_html(day: date | None, today: date) -> SafeString:
    """Return a release date (解除限售日, the first day on which something may be done) with the days until then."""
    if day is None:
        return absent()
    left = (day - today).days
    if left > 0:
        return _day_with_note(day, "ahead", ngettext("in {count} day", "in {count} days", left).format(count=left))
    return _day_with_note(day, "past", _("since today") if left == 0 else _("reached"))


def instant_text(instant: datetime, *, seconds: bool = False) -> str:
    """Return an instant as the clock in Shanghai shows it: day, weekday, hours and minutes, without the zone.

    :raises ValueError: `instant` is naive.
    """
    day = day_text(legal_day(instant))
    return f"{day} {instant.astimezone(LEGAL_ZONE):{'%H:%M:%S' if seconds else '%H:%M'}}"


def instant_html(instant: datetime | None, *, seconds: bool = False) -> SafeString:
    """Return an instant in Shanghai time with the zone named; machines read it in UTC."""
    if instant is None:
        return absent()
    return format_html(
        '<time datetime="{}">{} <span class="instant__zone">{}</span></time>',
        instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        instant_text(instant, seconds=seconds),
        _("China time"),
    )


def _day_with_note(day: date, kind: str, words: str) -> SafeString:
    note = format_html('<span class="deadline__left">{}</span>', _("({note})").format(note=words))
    return format_html('<span class="deadline deadline--{}">{}</span>', kind, spaced(day_html(day), note))
