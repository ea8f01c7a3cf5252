"""compliance / views: the officers' board, and the search over all determinations with its exports."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compliance.actions.export_determinations import export_determinations
from compliance.core.queues import waiting_today
from compliance.core.wording import KIND_NAMES
from compliance.forms import DeterminationSearch
from compliance.presentation.sheets import headings, sheet_rows
from compliance.presentation.subjects import draft_name, subject_names
from compliance.queries.assessments import assessments_ending
from compliance.queries.board import certifications_ending, clearances_ending, verdict_counts
from compliance.queries.heat import Deal, Heat, heat_of
from compliance.queries.replays import latest_replay
from compliance.queries.search import page_of_determinations
from compliance.words import about_ruling, rule_name
from crowdfund.web.components.language import in_language
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest
from crowdfund.web.sheets import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx_bytes

if TYPE_CHECKING:
    from compliance.models import Clearance

_A_PAGE = 50
_A_FEW = 20
_LATELY = timedelta(days=30)


@require_safe
def board(request: PageRequest) -> HttpResponse:
    """Show what waits, what ends soon, and which rules stand in the way of which deals."""
    today = today_of(request)
    heat = heat_of(request.actor)
    objecting = [rule for rule in heat.rules if heat.is_objected_by(rule)]
    context = {
        "objecting": _table(heat, objecting, [deal for deal in heat.deals if heat.stops(deal)]),
        "permitting": _table(heat, [rule for rule in heat.rules if rule not in objecting], heat.deals),
        "queues": waiting_today(request.actor, today=today),
        "certifications": certifications_ending(request.actor, today=today)[:_A_FEW],
        "assessments": assessments_ending(request.actor, today=today)[:_A_FEW],
        "clearances": _ending(request, list(clearances_ending(request.actor, today=today)[:_A_FEW])),
        "verdicts": verdict_counts(request.actor, since=today - _LATELY).items(),
        "since": today - _LATELY,
        "replay": latest_replay(actor=request.actor),
    }
    return render(request, "compliance/board.html", context)


def _ending(request: PageRequest, rows: "list[Clearance]") -> list[dict[str, Any]]:
    """Return the clearances with what they are about and whose."""
    rulings = [row.determination.as_open_ruling() for row in rows]
    names = subject_names(rulings, actor=request.actor)
    return [
        {"row": row, "about": about_ruling(ruling), "name": names.get((ruling.subject_kind, ruling.subject_id), "")}
        for row, ruling in zip(rows, rulings, strict=True)
    ]


def _label(deal: Deal) -> str:
    """Return how a deal is called; a draft that officers do not see yet goes by its company and its day."""
    if deal.name:
        return deal.name
    if not deal.company:
        return in_language(KIND_NAMES.get(deal.key[0], {"zh": deal.key[0], "en": deal.key[0]}))
    return draft_name(deal.company, deal.asked_on)


def _table(heat: Heat, rules: Iterable[str], deals: Iterable[Deal]) -> dict[str, Any]:
    shown = list(deals)
    columns = [{"deal": deal, "label": _label(deal)} for deal in shown]
    rows = [
        {
            "rule": rule,
            "name": rule_name(rule),
            "cells": [(column, heat.cells.get((rule, deal.key))) for column, deal in zip(columns, shown, strict=True)],
        }
        for rule in rules
    ]
    return {"columns": columns, "rows": rows}


@require_safe
def determinations(request: PageRequest) -> HttpResponse:
    """Show the determinations that fit the filter, latest first, a page at a time."""
    return _search_page(request, request.GET)


def _search_page(request: PageRequest, given: QueryDict) -> HttpResponse:
    """Show what fits a filter; nothing fits one that is wrong, so that nobody takes everything for what they sought."""
    form = DeterminationSearch(given)
    is_valid = form.is_valid()
    rulings, older_than = page_of_determinations(
        form.wanted(), actor=request.actor, before=_uuid(given.get("before", "")), limit=_A_PAGE
    )
    if not is_valid:
        rulings, older_than = [], None
    names = subject_names(rulings, actor=request.actor)
    older = given.copy()
    older["before"] = str(older_than or "")
    context = {
        "form": form,
        "found": [
            {"ruling": each, "about": about_ruling(each), "name": names.get((each.subject_kind, each.subject_id), "")}
            for each in rulings
        ],
        "next_url": f"?{older.urlencode()}" if older_than else "",
        "sent": [(name, given[name]) for name in form.fields if given.get(name)],
        "trail": [{"label": _("Compliance board"), "url": reverse("compliance:board")}, {"label": _("Determinations")}],
    }
    return render(request, "compliance/determinations.html", context, status=200 if is_valid else 422)


@require_POST
def export(request: PageRequest, form: str) -> HttpResponseBase:
    """Hand out what fits the filter as a file, one row for each finding; the export is recorded."""
    search = DeterminationSearch(request.POST)
    if not search.is_valid():
        return _search_page(request, request.POST)
    rulings = export_determinations(actor=request.actor, now=request.now, wanted=search.wanted(), form=form)
    rows = sheet_rows(rulings, actor=request.actor)
    name = f"determinations-{today_of(request).isoformat()}.{form}"
    if form == "csv":
        lines = csv_lines(headings=headings(), rows=rows)
        answer: HttpResponseBase = StreamingHttpResponse(lines, content_type=CSV_TYPE)
    else:
        content = xlsx_bytes(title=_("Determinations"), headings=headings(), rows=rows)
        answer = HttpResponse(content, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
