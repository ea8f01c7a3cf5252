"""compliance / views: one determination to read, and the rulebook in print."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from compliance.core.book import Book, Confidence, Entry, Instrument, InstrumentKind, Parameter
from compliance.core.engine import Status
from compliance.core.facts import LegalForm, Unknown
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.core.wording import FACT_NAMES, KIND_NAMES, LEGAL_FORMS, REASONS
from compliance.library import book
from compliance.queries import ruling_seen_by
from crowdfund.kernel.periods import ORIGIN
from crowdfund.web.components.language import in_language

STATUS_WORDS: Final[Mapping[Status, Promise]] = {
    Status.JUDGED: pgettext_lazy("rule in a determination", "Judged"),
    Status.NOT_APPLICABLE: pgettext_lazy("rule in a determination", "Not applicable"),
    Status.NOT_IN_FORCE: pgettext_lazy("rule in a determination", "Not in force"),
}
CONFIDENCE_WORDS: Final[Mapping[Confidence, Promise]] = {
    Confidence.CONFIRMED: pgettext_lazy("confidence", "Text read"),
    Confidence.SEED_CONFIRMED: pgettext_lazy("confidence", "Two sources agree"),
    Confidence.SEED: pgettext_lazy("confidence", "One source"),
    Confidence.INTERPRETATION: pgettext_lazy("confidence", "Our reading of the text"),
    Confidence.PROJECT_DEFAULT: pgettext_lazy("confidence", "Policy of the platform"),
    Confidence.MEMORY: pgettext_lazy("confidence", "From memory, never decides"),
}
INSTRUMENT_WORDS: Final[Mapping[InstrumentKind, Promise]] = {
    InstrumentKind.STATUTE: pgettext_lazy("instrument", "Statute"),
    InstrumentKind.REGULATION: pgettext_lazy("instrument", "Administrative regulation"),
    InstrumentKind.DEPARTMENTAL_RULE: pgettext_lazy("instrument", "Departmental rule"),
    InstrumentKind.SELF_REGULATION: pgettext_lazy("instrument", "Self-regulatory rule"),
    InstrumentKind.DRAFT: pgettext_lazy("instrument", "Draft, never adopted"),
    InstrumentKind.PLATFORM: pgettext_lazy("instrument", "Policy of the platform, not law"),
}
UNIT_WORDS: Final[Mapping[str, Promise]] = {
    "CNY": pgettext_lazy("unit of the rulebook", "yuan"),
    "percent": pgettext_lazy("unit of the rulebook", "percent"),
    "persons": pgettext_lazy("unit of the rulebook", "persons"),
    "days": pgettext_lazy("unit of the rulebook", "days"),
    "months": pgettext_lazy("unit of the rulebook", "months"),
    "years": pgettext_lazy("unit of the rulebook", "years"),
    "legal_forms": pgettext_lazy("unit of the rulebook", "legal forms"),
}


@require_safe
def determination(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    """Show one determination: the question, the answer, how it came about and which book was read."""
    ruling = ruling_seen_by(determination_id=determination_id, actor=request.actor)
    context = {
        "ruling": ruling,
        "about": _about(ruling),
        "facts": _fact_rows(ruling),
        "steps": [_step_row(step, book()) for step in ruling.trace],
        "trail": [
            {"label": _("Rulebook"), "url": reverse("compliance:rulebook")},
            {"label": _("Determination")},
        ],
    }
    return render(request, "compliance/determination.html", context)


@require_safe
def rulebook(request: HttpRequest) -> HttpResponse:
    """Print the whole rulebook: every release, instrument, article and dated value, and which rules read it."""
    context = {
        "releases": book().releases,
        "instruments": [_instrument_row(each) for each in book().instruments],
        "trail": [{"label": _("Rulebook")}],
    }
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
        (in_language(FACT_NAMES[facts.kind, each.name]), _shown(getattr(facts, each.name))) for each in fields(facts)
    ]


def _shown(fact: object) -> object:
    """Return a fact as the page shows it; what has its own face, such as an amount, stays as it is."""
    if isinstance(fact, Unknown):
        return _("unknown ({reason})").format(reason=in_language(REASONS[fact.reason]))
    if isinstance(fact, LegalForm):
        return in_language(LEGAL_FORMS[fact])
    return fact


def _step_row(step: dict[str, Any], law: Book) -> dict[str, object]:
    provision = law.provision(step["provision"]) if law.has_provision(step["provision"]) else None
    return {
        "rule": step["rule"],
        "article": provision.article if provision else step["provision"],
        "title": in_language(provision.title) if provision else "",
        "status": STATUS_WORDS[Status(step["status"])],
        "reason": step["reason"],
        "grounds": [
            {
                **ground,
                "unit": UNIT_WORDS.get(ground["unit"], ground["unit"]),
                "confidence": CONFIDENCE_WORDS[Confidence(ground["confidence"])],
            }
            for ground in step["grounds"]
        ],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _EntryRow:
    """One dated value as the page prints it."""

    entry: Entry
    starts_at_origin: bool
    value: object
    confidence: Promise


def _instrument_row(instrument: Instrument) -> dict[str, object]:
    return {
        "instrument": instrument,
        "kind": INSTRUMENT_WORDS[instrument.kind],
        "provisions": [
            {
                "provision": each,
                "entries": [_entry_row(entry) for entry in each.entries],
                "rules": [rule.id for rule in RULES if rule.provision == each.id],
            }
            for each in instrument.provisions
        ],
        "parameters": [_parameter_row(each) for each in instrument.parameters],
    }


def _parameter_row(parameter: Parameter) -> dict[str, object]:
    return {
        "parameter": parameter,
        "unit": UNIT_WORDS[parameter.unit],
        "entries": [_entry_row(entry) for entry in parameter.entries],
        "rules": [rule.id for rule in RULES if parameter.id in rule.reads],
    }


def _entry_row(entry: Entry) -> _EntryRow:
    return _EntryRow(
        entry=entry,
        starts_at_origin=entry.period.starts is ORIGIN,
        value=_printed(entry),
        confidence=CONFIDENCE_WORDS[entry.confidence],
    )


def _printed(entry: Entry) -> object:
    if entry.is_repeal:
        return _("repealed")
    if isinstance(entry.value, frozenset):
        return "、".join(in_language(LEGAL_FORMS[LegalForm(word)]) for word in sorted(entry.value))
    return entry.value
