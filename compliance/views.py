"""compliance / views: one determination to read, and the rulebook in print."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from compliance.core.book import Book, Confidence, Entry, Instrument, Provision
from compliance.core.engine import SILENCE, SILENCE_PROVISION, Status
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.core.units import as_text
from compliance.core.wording import FACT_NAMES, KIND_NAMES
from compliance.library import book
from compliance.queries import ruling_seen_by
from compliance.words import (
    CONFIDENCE_WORDS,
    INSTRUMENT_WORDS,
    STATUS_WORDS,
    shown_code,
    shown_fact,
    shown_period,
    shown_value,
)
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


@require_safe
def determination(request: PageRequest, determination_id: UUID) -> HttpResponse:
    """Show one determination: the question, the answer, how it came about and which book was read."""
    ruling = ruling_seen_by(determination_id=determination_id, actor=request.actor)
    context = {
        "ruling": ruling,
        "book_hash": shown_code(ruling.book_hash),
        "facts_hash": shown_code(ruling.facts_hash),
        "about": _about(ruling),
        "facts": _fact_rows(ruling),
        "steps": [_step(step, book()) for step in ruling.trace],
        "trail": [{"label": _("Rulebook"), "url": reverse("compliance:rulebook")}, {"label": _("Determination")}],
    }
    return render(request, "compliance/determination.html", context)


@require_safe
def rulebook(request: PageRequest) -> HttpResponse:
    """Print the whole rulebook: every release, instrument, article and dated value, and which rules read it."""
    releases = Table(
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
    instruments = [
        {
            "instrument": each,
            "kind": INSTRUMENT_WORDS[each.kind],
            "articles": _articles(each),
            "values": _values(each) if each.parameters else None,
        }
        for each in book().instruments
    ]
    context = {"releases": releases, "instruments": instruments, "trail": [{"label": _("Rulebook")}]}
    return render(request, "compliance/rulebook.html", context)


def _about(ruling: Ruling) -> str:
    name = KIND_NAMES.get(ruling.subject_kind)
    return in_language(name) if name else ruling.subject_kind


def _fact_rows(ruling: Ruling) -> list[tuple[str, object]]:
    """Return the facts with their names; none if they are not what was hashed, which the page then says."""
    try:
        facts = ruling.question()
    except ValueError:
        return []
    return [
        (in_language(FACT_NAMES[facts.kind, each.name]), shown_fact(getattr(facts, each.name)))
        for each in fields(facts)
    ]


def _step(step: dict[str, Any], law: Book) -> dict[str, object]:
    is_listed = law.has_provision(step["provision"])
    grounds = [
        [
            in_language(law.parameter(ground["parameter"]).meaning)
            if law.has_parameter(ground["parameter"])
            else ground["parameter"],
            shown_value(text=ground["value"], unit=ground["unit"]),
            f"{ground['citation']['law']} {article_text(ground['citation']['article'])}",
            CONFIDENCE_WORDS[Confidence(ground["confidence"])],
        ]
        for ground in step["grounds"]
    ]
    headings = [
        pgettext_lazy("rulebook", "Meaning"),
        pgettext_lazy("rulebook", "Value"),
        pgettext_lazy("rulebook", "Source"),
        pgettext_lazy("rulebook", "Confidence"),
    ]
    return {
        "rule": shown_code(step["rule"]),
        "title": in_language(law.provision(step["provision"]).title) if is_listed else step["provision"],
        "article": article_text(step["provision"].partition("#")[2]),
        "status": STATUS_WORDS[Status(step["status"])],
        "reason": in_language(step["reason"]),
        "grounds": Table(caption=_("Values that the rule looked up"), headings=headings, rows=grounds)
        if grounds
        else None,
    }


def _articles(instrument: Instrument) -> Table:
    return Table(
        caption=pgettext_lazy("rulebook", "Articles"),
        headings=[pgettext_lazy("rulebook", "Article"), pgettext_lazy("rulebook", "Meaning"), *_EVIDENCE],
        rows=[
            [
                article_text(part.article),
                in_language(part.title),
                *_evidence(entry, _users_of(part)),
            ]
            for part in instrument.provisions
            for entry in part.entries
        ],
    )


def _values(instrument: Instrument) -> Table:
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
                *_evidence(entry, (rule.id for rule in RULES if part.id in rule.reads)),
            ]
            for part in instrument.parameters
            for entry in part.entries
        ],
    )


def _users_of(provision: Provision) -> list[str]:
    """Return who cites an article: rules directly or through a value they read, and the engine for silence."""
    citing = {
        parameter.id
        for parameter in book().parameters
        for entry in parameter.entries
        if entry.citation == provision.entries[-1].citation
    }
    rules = [rule.id for rule in RULES if rule.provision == provision.id or rule.reads & citing]
    return [*rules, SILENCE] if provision.id == SILENCE_PROVISION else rules


def _evidence(entry: Entry, rules: Iterable[str]) -> list[object]:
    """Return the columns that tell when an entry holds, how it is known, and who uses it."""
    confidence = CONFIDENCE_WORDS[entry.confidence]
    return [shown_period(entry), confidence, entry.verified_on, str(entry.release), shown_code(*rules)]
