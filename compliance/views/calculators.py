"""compliance / views: the calculators: what each answers, its form, and its answer under an address of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.calculators import CALCULATORS
from compliance.core.calculators.calculator import ENVELOPE
from compliance.presentation.answers import shown
from compliance.presentation.calculators import calculator_named, work_out
from compliance.presentation.entries import Questionnaire, typed, with_row, without_row
from crowdfund.kernel.errors import Invalid
from crowdfund.web.components.language import in_language
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest


@require_safe
def calculators(request: PageRequest) -> HttpResponse:
    """Show every calculator with the question it answers."""
    entries = [
        {
            "title": in_language(each.title),
            "about": in_language(each.about),
            "url": reverse("compliance:calculator", args=[each.name]),
        }
        for each in CALCULATORS.values()
    ]
    return render(request, "compliance/calculators.html", {"entries": entries})


@require_safe
def calculator(request: PageRequest, name: str) -> HttpResponse:
    """Show the form of one calculator, with more or fewer rows, or the answer to what was typed."""
    chosen = calculator_named(name)
    fields = chosen.takes.fields
    values = typed(fields, request.GET.dict())
    if "add" in request.GET:
        values = with_row(fields, values, request.GET["add"])
    if "remove" in request.GET:
        values = without_row(fields, values, request.GET["remove"])
    asked = Questionnaire(fields=fields, values=values)
    context: dict[str, Any] = {}
    status = 200
    if "ask" in request.GET:
        raw = asked.raw()
        try:
            answer = work_out(name=name, raw=raw, today=today_of(request))
            context["answer"] = shown(calculator=chosen, raw=raw, answer=answer)
        except Invalid as invalid:
            asked.bind(invalid.errors)
            status = 422
    context |= {
        "calculator": {"name": name, "title": in_language(chosen.title), "about": in_language(chosen.about)},
        "form": asked.form,
        "parts": asked.parts(chosen.asks),
        "envelope": asked.parts(ENVELOPE),
        "counts": [(key, text) for key, text in values.items() if key.endswith(".rows")],
        "trail": [
            {"label": _("Calculators"), "url": reverse("compliance:calculators")},
            {"label": in_language(chosen.title)},
        ],
    }
    return render(request, "compliance/calculator.html", context, status=status)
