"""compliance / views: the officers' board, and the search over all determinations with its exports."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compliance.actions.export_determinations import export_determinations
from compliance.core.queues import queues_today
from compliance.core.ruling import Ruling
from compliance.core.wording import KIND_NAMES
from compliance.forms import DeterminationSearch
from compliance.queries.assessments import assessments_ending
from compliance.queries.board import Heat, certifications_ending, clearances_ending, heat_of, verdict_counts
from compliance.queries.replays import latest_replay
from compliance.queries.search import page_of_determinations
from compliance.words import about_ruling
from crowdfund.notices.core.names import names_of
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest
from crowdfund.web.sheets import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx_bytes

_A_PAGE = 50
_A_FEW = 20
_LATELY = timedelta(days=30)


@require_safe
def board(request: PageRequest) -> HttpResponse:
    """Show what waits, what ends soon, and which rules stand in the way of which deals."""
    today = today_of(request)
    heat = heat_of(request.actor)
    context = {
        "heat": _rows_of(heat),
        "columns": [
            {"name": name or in_language(KIND_NAMES.get(key[0], {"zh": key[0], "en": key[0]})), "id": key[1]}
            for key, name in heat.deals
        ],
        "queues": [
            {"state": state, "url": reverse(state.queue.route)} for state in queues_today(request.actor, today=today)
        ],
        "certifications": certifications_ending(request.actor, today=today)[:_A_FEW],
        "assessments": assessments_ending(request.actor, today=today)[:_A_FEW],
        "clearances": [
            {"row": row, "about": about_ruling(row.determination.as_open_ruling())}
            for row in clearances_ending(request.actor, today=today)[:_A_FEW]
        ],
        "verdicts": verdict_counts(request.actor, since=today - _LATELY).items(),
        "since": today - _LATELY,
        "replay": latest_replay(actor=request.actor),
    }
    return render(request, "compliance/board.html", context)


def _rows_of(heat: Heat) -> list[dict[str, Any]]:
    return [
        {"rule": rule, "cells": [heat.cells.get((rule, deal)) for deal, _name in heat.deals]} for rule in heat.rules
    ]


@require_safe
def determinations(request: PageRequest) -> HttpResponse:
    """Show the determinations that fit the filter, latest first, a page at a time."""
    form = DeterminationSearch(request.GET)
    status = 200 if form.is_valid() else 422
    rulings, older_than = page_of_determinations(
        form.wanted(), actor=request.actor, before=_uuid(request.GET.get("before", "")), limit=_A_PAGE
    )
    names = names_of(((each.subject_kind, each.subject_id) for each in rulings), actor=request.actor)
    older = request.GET.copy()
    older["before"] = str(older_than or "")
    context = {
        "form": form,
        "found": [
            {"ruling": each, "about": about_ruling(each), "name": names.get((each.subject_kind, each.subject_id), "")}
            for each in rulings
        ],
        "next_url": f"?{older.urlencode()}" if older_than else "",
        "sent": [(name, value) for name, value in request.GET.items() if name != "before"],
        "trail": [{"label": _("Compliance board"), "url": reverse("compliance:board")}, {"label": _("Determinations")}],
    }
    return render(request, "compliance/determinations.html", context, status=status)


@require_POST
def export(request: PageRequest, form: str) -> HttpResponseBase:
    """Hand out what fits the filter as a file, one row for each finding; the export is recorded."""
    search = DeterminationSearch(request.POST)
    search.is_valid()
    rulings = export_determinations(actor=request.actor, now=request.now, wanted=search.wanted(), form=form)
    rows = (row for ruling in rulings for row in _sheet_rows(ruling))
    name = f"determinations-{today_of(request).isoformat()}.{form}"
    if form == "csv":
        lines = csv_lines(headings=_headings(), rows=rows)
        answer: HttpResponseBase = StreamingHttpResponse(lines, content_type=CSV_TYPE)
    else:
        content = xlsx_bytes(title=_("Determinations"), headings=_headings(), rows=rows)
        answer = HttpResponse(content, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _headings() -> list[str]:
    return [
        _("Determination"),
        _("Determined at (UTC)"),
        _("Legal day"),
        _("Kind of subject"),
        _("Number of the subject"),
        _("Question"),
        _("Verdict"),
        _("Cleared by"),
        _("Rule"),
        _("Judged over"),
        _("Person"),
        _("Outcome"),
        _("Measured"),
        _("Limit"),
        _("Unit"),
        _("Source"),
        _("Finding"),
        _("Remedy"),
        _("Release of the rulebook"),
    ]


def _sheet_rows(ruling: Ruling) -> Iterable[list[str]]:
    for finding in ruling.findings:
        yield [
            str(ruling.id),
            ruling.determined_at.strftime("%Y-%m-%d %H:%M:%S"),
            ruling.as_of.isoformat(),
            ruling.subject_kind,
            str(ruling.subject_id),
            about_ruling(ruling),
            ruling.verdict.value,
            str(ruling.cleared_by or ""),
            finding.rule,
            finding.basis,
            finding.about,
            finding.outcome.value,
            finding.measured,
            finding.limit,
            finding.unit,
            f"《{finding.citation.law}》{article_text(finding.citation.article)}",
            in_language(finding.message),
            in_language(finding.remedy),
            str(ruling.release),
        ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
