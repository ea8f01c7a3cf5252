"""compliance / views: one determination, and certifications of qualified investors."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from compliance import forms
from compliance.actions.apply_for_certification import apply_for_certification
from compliance.actions.approve_certification import approve_certification
from compliance.actions.refuse_certification import refuse_certification
from compliance.core.book import Book, Confidence
from compliance.core.certification import REGIME_PROVISION, EvidenceKind, Regime
from compliance.core.clearance import is_clearable
from compliance.core.engine import Status
from compliance.core.policy import (
    may_apply_for_certification,
    may_decide_on_certification,
    may_examine_certifications,
    may_request_clearance,
)
from compliance.core.ruling import Ruling
from compliance.core.states import CERTIFICATION_MACHINE, CertificationEvent, CertificationState
from compliance.core.verdict import Refused
from compliance.core.wording import FACT_NAMES
from compliance.library import book
from compliance.presentation.pictures import picture_of_facts
from compliance.queries import (
    certification_seen_by,
    certifications_to_decide,
    own_certifications,
    ruling_of,
    ruling_seen_by,
)
from compliance.queries.clearances import clearance_of
from compliance.words import (
    CONFIDENCE_WORDS,
    EVIDENCE,
    REGIMES,
    STATUS_WORDS,
    about_ruling,
    declared_rows,
    shown_code,
    shown_fact,
    shown_value,
)
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.db.events import Subject
from crowdfund.files.queries import files_about
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language
from crowdfund.web.components.tables import Table
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage, RefusedAt
from crowdfund.web.request import PageRequest

_A_FEW = 20


@require_safe
def determination(request: PageRequest, determination_id: UUID) -> HttpResponse:
    """Show one determination: the question, the answer, how it came about and which book was read."""
    ruling = ruling_seen_by(determination_id=determination_id, actor=request.actor)
    context = {
        "ruling": ruling,
        "book_hash": shown_code(ruling.book_hash),
        "facts_hash": shown_code(ruling.facts_hash),
        "about": about_ruling(ruling),
        "clearance": clearance_of(ruling.id, actor=request.actor),
        "may_request": ruling.refuses and _may_request(request, ruling),
        "facts": _fact_rows(ruling),
        "picture": picture_of_facts(ruling),
        "steps": [_step(step, book()) for step in ruling.trace],
        "trail": [{"label": _("Rulebook"), "url": reverse("compliance:rulebook")}, {"label": _("Determination")}],
    }
    return render(request, "compliance/determination.html", context)


class ApplyForCertification(ActionPage):
    """Where the reader stands as a qualified investor, and applying."""

    template_name = "compliance/certification.html"
    form_class = forms.CertificationEntry
    takes_files = True
    done_message = _("Your application was handed in. A compliance officer decides on it; you will be told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the reader's own applications, latest first, and whether they may apply now."""
        rows = list(own_certifications(request.actor)[:_A_FEW])
        return {
            "own": [_shown_certification(row, request) for row in rows],
            "is_waiting": any(row.state == CertificationState.APPLIED for row in rows),
            "may_apply": may_apply_for_certification(request.actor),
            "answer": None,
            "regime": REGIMES[Regime.PRIVATE_FUND_2014],
            "source": _source_of(Regime.PRIVATE_FUND_2014),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Apply."""
        done = apply_for_certification(actor=request.actor, now=request.now, **forms.application(cleaned))
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("compliance:certification")


@require_safe
def certifications(request: PageRequest) -> HttpResponse:
    """Show officers the applications that wait for a decision."""
    waiting = [
        {"row": row, "evidence": EVIDENCE[EvidenceKind(row.evidence)], "is_own": row.user_id == request.actor.id}
        for row in certifications_to_decide(request.actor)
    ]
    return render(request, "compliance/certifications.html", {"waiting": waiting})


class DecideOnCertification(SensitivePage):
    """Certify an applicant or refuse."""

    template_name = "compliance/certification_decision.html"
    form_class = forms.CertificationDecision
    done_message = _("The decision was recorded and the applicant was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the application."""
        row = certification_seen_by(request.actor, self.kwargs["certification_id"])
        require(may_examine_certifications(request.actor), actor=request.actor)
        is_open = CERTIFICATION_MACHINE.may(CertificationState(row.state), CertificationEvent.APPROVE)
        return {
            **super().extra(request),
            "application": _shown_certification(row, request),
            "row": row,
            "state": row.state_at(today_of(request)),
            "may_decide": is_open and may_decide_on_certification(request.actor, user_id=row.user_id),
            "trail": [
                {"label": _("Certifications"), "url": reverse("compliance:certifications")},
                {"label": _("Decide on an application")},
            ],
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decide."""
        certification_id: UUID = self.kwargs["certification_id"]
        given: dict[str, Any] = {"actor": request.actor, "now": request.now, "certification_id": certification_id}
        if cleaned["decision"] == forms.APPROVE:
            approve_certification(**given)
        else:
            refuse_certification(**given, reason=cleaned["reason"])
        return reverse("compliance:certifications")


def _shown_certification(row: Any, request: PageRequest) -> dict[str, Any]:
    """Return an application with its words and its state on the legal day of the request."""
    return {
        "row": row,
        "state": row.state_at(today_of(request)),
        "evidence": EVIDENCE[EvidenceKind(row.evidence)],
        "regime": REGIMES[Regime(row.regime)],
        "source": _source_of(Regime(row.regime)),
        "figures": declared_rows(row.declaration()),
        "determination": ruling_of(row),
        "files": files_about(Subject(kind="certification", id=row.id)),
    }


def _source_of(regime: Regime) -> str:
    citation = book().provision(REGIME_PROVISION[regime]).entries[-1].citation
    return f"《{citation.law}》{article_text(citation.article)}"


def _may_request(request: PageRequest, ruling: Ruling) -> bool:
    """Tell whether the reader may ask for a clearance: a party does, of what officers can lift."""
    return is_clearable(ruling.findings) and may_request_clearance(
        request.actor, asked_by=ruling.actor_id, organisation_id=ruling.organisation_id
    )


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
