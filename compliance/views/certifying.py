"""compliance / views: what the rulebook would say of an application while it is being written; nothing is stored."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from compliance import forms
from compliance.core.certification import EvidenceKind
from compliance.core.declaration import NOTHING_DECLARED, Declaration, qualification_facts
from compliance.core.engine import Answer, judge
from compliance.core.policy import may_apply_for_certification
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.accounts.core.policy import require
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest

FIGURES: Final = "compliance/_certification_review.html"


@require_POST
def review(request: PageRequest) -> HttpResponse:
    """Show the findings on the figures written so far. They come in the body, because addresses end up in logs."""
    require(may_apply_for_certification(request.actor), actor=request.actor)
    form = forms.CertificationEntry(request.POST)
    form.is_valid()
    return render(request, FIGURES, reviewed(request, form.cleaned_data))


def reviewed(request: PageRequest, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return what the template of the review needs; no answer before somebody said what they are and a figure."""
    evidence, declared = cleaned.get("evidence"), forms.declaration(cleaned)
    if not isinstance(evidence, EvidenceKind) or declared == NOTHING_DECLARED:
        return {"answer": None}
    return {"answer": answer_to(request, evidence, declared), "financial_assets": declared.financial_assets}


def answer_to(request: PageRequest, evidence: EvidenceKind, declared: Declaration) -> Answer:
    """Return what the newest book says of a declaration on the legal day of the request."""
    view = book().at(today_of(request), known_at=book().latest_release.number)
    return judge(facts=qualification_facts(evidence, declared), view=view, rules=RULES)
