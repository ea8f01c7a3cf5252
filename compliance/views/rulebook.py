"""compliance / views: the rulebook in print, as of a day and as known at a release, and what changed between two."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from compliance.core.book import Entry, Instrument, Provision
from compliance.core.comparison import Change, Holding, compare_releases, readers_of
from compliance.core.engine import SILENCE, SILENCE_PROVISION
from compliance.core.rules import RULES
from compliance.core.terms import readers_of_parameter
from compliance.core.units import as_text
from compliance.forms import BookComparison, BookReading
from compliance.library import book
from compliance.words import (
    CHANGE_WORDS,
    CONFIDENCE_WORDS,
    INSTRUMENT_WORDS,
    PART_WORDS,
    shown_code,
    shown_days,
    shown_period,
    shown_value,
)
from crowdfund.kernel.money import Money
from crowdfund.web.components.amounts import money_text
from crowdfund.web.components.days import day_text
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language
from crowdfund.web.components.tables import Table
from crowdfund.web.request import PageRequest

_EVIDENCE = (
    pgettext_lazy("rulebook", "In force"),
    pgettext_lazy("rulebook", "Confidence"),
    pgettext_lazy("rulebook", "Verified"),
    pgettext_lazy("rulebook", "Release"),
    pgettext_lazy("rulebook", "Used by"),
)
_Selection = tuple[date | None, int | None]
"""The legal day and the release that a reader chose; None for all of them."""


@require_safe
def rulebook(request: PageRequest) -> HttpResponse:
    """Print every article and dated value and who uses it, or only what held on a day as a release knew it."""
    form = BookReading(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    chosen = (given.get("day"), given.get("release"))
    instruments: list[dict[str, Any]] = [
        {
            "instrument": each,
            "kind": INSTRUMENT_WORDS[each.kind],
            "articles": _articles(each, chosen),
            "values": _values(each, chosen),
        }
        for each in book().instruments
    ]
    release = book().release(chosen[1] or book().latest_release.number)
    context = {
        "form": form,
        "is_chosen": chosen != (None, None),
        "day": chosen[0],
        "release": release,
        "hash": shown_code(release.hash),
        "releases": _releases(),
        "instruments": [each for each in instruments if each["articles"].rows or each["values"].rows],
        "trail": [{"label": _("Rulebook")}],
    }
    return render(request, "compliance/rulebook.html", context, status=200 if form.is_valid() else 422)


@require_safe
def changes(request: PageRequest) -> HttpResponse:
    """Show what changed from one release to another, for a legal day or for all days; by itself the newest step."""
    newest = book().latest_release.number
    form = BookComparison({"earlier": max(1, newest - 1), "later": newest, **request.GET.dict()})
    is_valid = form.is_valid()
    given: dict[str, Any] = form.cleaned_data if is_valid else {"earlier": newest, "later": newest}
    found = compare_releases(
        book=book(), rules=RULES, earlier=given["earlier"], later=given["later"], day=given.get("day")
    )
    context = {
        "form": form,
        "is_valid": is_valid,
        "laws": [
            {"title": in_language(law), "changes": _changes(tuple(group))}
            for law, group in groupby(found, key=lambda change: change.law)
        ],
        "count": len(found),
        "note": in_language(book().release(given["later"]).note),
        "trail": [{"label": _("Rulebook"), "url": reverse("compliance:rulebook")}, {"label": _("Changes")}],
    }
    return render(request, "compliance/rulebook_changes.html", context, status=200 if is_valid else 422)


def _releases() -> Table:
    return Table(
        caption=_("Each release is sealed by the hash of everything known in it."),
        headings=[
            pgettext_lazy("rulebook", "Release"),
            pgettext_lazy("rulebook", "Issued"),
            pgettext_lazy("rulebook", "What is new"),
            pgettext_lazy("rulebook", "Hash"),
        ],
        rows=[
            [str(each.number), each.issued_on, in_language(each.note), shown_code(each.hash)]
            for each in book().releases
        ],
    )


def _readers_of(parameter: str) -> tuple[str, ...]:
    return (*(rule.id for rule in RULES if parameter in rule.reads), *readers_of_parameter(parameter))


def _articles(instrument: Instrument, chosen: _Selection) -> Table:
    return Table(
        caption=pgettext_lazy("rulebook", "Articles"),
        headings=[pgettext_lazy("rulebook", "Article"), pgettext_lazy("rulebook", "Meaning"), *_EVIDENCE],
        rows=[
            [article_text(part.article), in_language(part.title), *_evidence(entry, chosen, _users_of(part))]
            for part in instrument.provisions
            for entry in _chosen_entries(part.entries, chosen)
        ],
    )


def _values(instrument: Instrument, chosen: _Selection) -> Table:
    return Table(
        caption=pgettext_lazy("rulebook", "Values"),
        headings=[
            pgettext_lazy("rulebook", "Meaning"),
            pgettext_lazy("rulebook", "Value"),
            pgettext_lazy("rulebook", "Source"),
            *_EVIDENCE,
        ],
        rows=[
            [
                in_language(part.meaning),
                shown_value(text=as_text(entry.value), unit=part.unit) if entry.value is not None else None,
                article_text(entry.citation.article),
                *_evidence(entry, chosen, _readers_of(part.id)),
            ]
            for part in instrument.parameters
            for entry in _chosen_entries(part.entries, chosen)
        ],
    )


def _chosen_entries(entries: Sequence[Entry], chosen: _Selection) -> list[Entry]:
    """Return what a release knew of one part; for a day the one entry that counts on it, if one does."""
    day, release = chosen
    if day is None:
        return [entry for entry in entries if release is None or entry.release <= release]
    known_at = release or book().latest_release.number
    known = [entry for entry in entries if entry.release <= known_at and entry.period.contains(day)]
    latest = max(known, key=lambda entry: entry.release, default=None)
    return [] if latest is None or latest.is_repeal else [latest]


def _users_of(provision: Provision) -> list[str]:
    """Return who rests on an article: rules directly or through a value they read, and the engine for silence."""
    rules = readers_of(provision, book=book(), rules=RULES)
    return [*rules, SILENCE] if provision.id == SILENCE_PROVISION else [*rules]


def _evidence(entry: Entry, chosen: _Selection, rules: Iterable[str]) -> list[object]:
    """Return the columns that tell when an entry holds, how it is known, and who uses it."""
    day, _release = chosen
    period = shown_period(entry)
    if day is not None and entry.refer_before is not None and day < entry.refer_before:
        period = _("{period}; not certain before {day}").format(period=period, day=day_text(entry.refer_before))
    confidence = CONFIDENCE_WORDS[entry.confidence]
    return [period, confidence, entry.verified_on, str(entry.release), shown_code(*dict.fromkeys(rules))]


def _changes(changes: Sequence[Change]) -> Table:
    return Table(
        caption=_("Changes"),
        headings=[
            pgettext_lazy("rulebook", "Meaning"),
            pgettext_lazy("rulebook", "Article"),
            pgettext_lazy("rulebook", "Change"),
            pgettext_lazy("rulebook", "Before"),
            pgettext_lazy("rulebook", "Now"),
            pgettext_lazy("rulebook", "Used by"),
        ],
        rows=[
            [
                in_language(each.title),
                article_text(each.article),
                f"{CHANGE_WORDS[each.kind]} · {PART_WORDS[each.part]}",
                _stretches(each.before, each.unit),
                _stretches(each.after, each.unit),
                shown_code(*(each.used_by or ([each.id] if each.place else []))),
            ]
            for each in changes
        ],
    )


def _stretches(holdings: Iterable[Holding], unit: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((_stretch(each, unit),) for each in holdings))


def _stretch(holding: Holding, unit: str) -> str:
    """Return one stretch of days in a line: the value, when, and how well it is known."""
    parts = [shown_days(holding.period), str(CONFIDENCE_WORDS[holding.confidence])]
    if holding.refer_before is not None:
        parts.append(_("not certain before {day}").format(day=day_text(holding.refer_before)))
    if holding.value:
        value = shown_value(text=holding.value, unit=unit)
        parts.insert(0, money_text(value) if isinstance(value, Money) else str(value))
    return pgettext("between the parts of a stretch", "; ").join(parts)
