"""compliance / views: one application with what the rules say of it, also while it is being written."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compliance.core.certification import REGIME_PROVISION, EvidenceKind, Regime
from compliance.core.declaration import NOTHING_DECLARED, Declaration, qualification_facts
from compliance.core.engine import Answer, judge
from compliance.core.policy import may_apply_for_certification
from compliance.core.proofs import Proof, missing_proofs, needed_proofs
from compliance.core.regimes import draft_would_qualify
from compliance.core.rules import RULES
from compliance.library import book
from compliance.presentation import applications
from compliance.queries import exhibits_of, ruling_of
from compliance.words import PROOFS, REGIMES, declared_rows, evidence_word
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject
from crowdfund.files.core.states import FileState
from crowdfund.files.queries import files_about
from crowdfund.web.components.findings import article_text
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest

FIGURES: Final = "compliance/_certification_review.html"


@require_POST
def review(request: PageRequest) -> HttpResponse:
    """Show the findings on the figures written so far. They come in the body, because addresses end up in logs."""
    require(may_apply_for_certification(request.actor), actor=request.actor)
    word = request.GET.get("regime", "")
    regime = Regime(word) if word in list(Regime) else Regime.PRIVATE_FUND_2014
    form = applications.CertificationEntry(request.POST, regime=regime)
    form.is_valid()
    return render(request, FIGURES, reviewed(request, form.cleaned_data, regime=regime))


def reviewed(request: PageRequest, cleaned: dict[str, Any], *, regime: Regime) -> dict[str, Any]:
    """Return what the template of the review needs; no answer before somebody said what they are and a figure."""
    evidence, declared = cleaned.get("evidence"), applications.declaration(cleaned)
    if not isinstance(evidence, EvidenceKind) or declared == NOTHING_DECLARED:
        return {"answer": None}
    return {
        "answer": answer_to(request, evidence, declared, regime=regime),
        "financial_assets": declared.financial_assets,
        "draft": draft_text(request, evidence, declared, regime=regime),
    }


def answer_to(request: PageRequest, evidence: EvidenceKind, declared: Declaration, *, regime: Regime) -> Answer:
    """Return what the newest book says of a declaration on the legal day of the request."""
    view = book().at(today_of(request), known_at=book().latest_release.number)
    return judge(facts=qualification_facts(evidence, declared, regime=regime), view=view, rules=RULES)


def draft_text(request: PageRequest, evidence: EvidenceKind, declared: Declaration, *, regime: Regime) -> str:
    """Return what the draft of 2014 would have said, for information; nothing where facts are missing even for it."""
    view = book().at(today_of(request), known_at=book().latest_release.number)
    would = draft_would_qualify(qualification_facts(evidence, declared, regime=regime), view)
    if would is None:
        return ""
    return (
        _("It would have taken these figures as those of a qualified investor. It decides nothing.")
        if would
        else _("Not even it would have taken these figures as those of a qualified investor. It decides nothing.")
    )


def shown_certification(row: Any, request: PageRequest) -> dict[str, Any]:
    """Return an application with its words and its state on the legal day of the request."""
    regime, evidence, declared = Regime(row.regime), EvidenceKind(row.evidence), row.declaration()
    exhibits = list(exhibits_of(row.id))
    shown = {Proof(each.shows) for each in exhibits if each.file.state != FileState.QUARANTINED}
    needed = needed_proofs(regime=regime, evidence=evidence, declaration=declared)
    sent, shown_ids = files_about(Subject(kind="certification", id=row.id)), {each.file_id for each in exhibits}
    return {
        "row": row,
        "state": row.state_at(today_of(request)),
        "last_day": row.expires_on - timedelta(days=1) if row.expires_on else None,
        "evidence": evidence_word(regime, evidence),
        "regime": REGIMES[regime],
        "source": source_of(regime),
        "figures": declared_rows(declared),
        "determination": ruling_of(row),
        "draft": draft_text(request, evidence, declared, regime=regime) if declared != NOTHING_DECLARED else "",
        "exhibits": [{"shows": PROOFS[Proof(each.shows)], "file": each.file} for each in exhibits],
        "missing": [PROOFS[each] for each in missing_proofs(needed, shown)],
        "files": [each for each in sent if each.id not in shown_ids],
    }


def source_of(regime: Regime) -> str:
    """Return the law and article of a regime as people cite it."""
    citation = book().provision(REGIME_PROVISION[regime]).entries[-1].citation
    return f"《{citation.law}》{article_text(citation.article)}"
