"""compliance / views: one's own file: what is needed before money, how far it is, and the next thing to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compliance.presentation.own_file import is_ready, next_of, requirements
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest


@require_safe
def own_file(request: PageRequest) -> HttpResponse:
    """Show what the reader needs before they may subscribe or lead."""
    rows = requirements(request.actor, today=today_of(request))
    return render(
        request,
        "compliance/own_file.html",
        {"requirements": rows, "is_ready": is_ready(rows), "next": next_of(rows)},
    )
