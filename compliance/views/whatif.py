"""compliance / views: what would change if the day were another one, for all deals that are under way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compliance.actions.ask_otherwise import ask_otherwise
from compliance.forms import OtherDay
from compliance.library import book
from compliance.presentation.subjects import subject_names
from compliance.words import about_ruling, rule_name
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest


@require_safe
def whatif(request: PageRequest) -> HttpResponse:
    """Show which questions of deals under way would be answered otherwise on another legal day; stores nothing."""
    today = today_of(request)
    form = OtherDay({"day": today.isoformat(), **request.GET.dict()})
    is_valid = form.is_valid()
    day = form.cleaned_data["day"] if is_valid else today
    asked, found = ask_otherwise(actor=request.actor, day=day, law=book())
    names = subject_names([each.ruling for each in found], actor=request.actor)
    shown: list[dict[str, Any]] = [
        {
            "otherwise": each,
            "rules": [(rule_name(one.rule), one) for one in each.differences],
            "about": about_ruling(each.ruling),
            "name": names.get((each.ruling.subject_kind, each.ruling.subject_id), ""),
        }
        for each in found
    ]
    context = {
        "form": form,
        "is_valid": is_valid,
        "asked": asked,
        "found": shown,
        "trail": [
            {"label": _("Compliance board"), "url": reverse("compliance:board")},
            {"label": _("What changes if")},
        ],
    }
    return render(request, "compliance/whatif.html", context, status=200 if is_valid else 422)
