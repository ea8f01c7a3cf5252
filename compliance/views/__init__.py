"""compliance / views: one determination, and certifications of qualified investors."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
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
from compliance.core.certification import EvidenceKind, Regime
from compliance.core.clearance import is_clearable
from compliance.core.engine import Status
from compliance.core.policy import (
    may_apply_for_certification,
    may_decide_on_certification,
    may_examine_certifications,
    may_request_clearance,
    may_watch_board,
    reads_all,
)
from compliance.core.queues import due_on
from compliance.core.ruling import Ruling
from compliance.core.states import CERTIFICATION_MACHINE, CertificationEvent, CertificationState
from compliance.core.verdict import Refused
from compliance.core.wording import FACT_NAMES
from compliance.library import book
from compliance.presentation import applications
from compliance.presentation.pictures import picture_of_facts
from compliance.presentation.subjects import subject_names
from compliance.queries import (
    certification_seen_by,
    certifications_to_decide,
    own_approved,
    own_certifications,
    ruling_seen_by,
)
from compliance.queries.clearances import clearance_of
from compliance.views.certifying import shown_certification, source_of
from compliance.words import (
    CONFIDENCE_WORDS,
    REGIMES,
    STATUS_WORDS,
    about_ruling,
    evidence_word,
    rule_name,
    shown_code,
    shown_fact,
    shown_value,
)
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.stepup import SensitivePage
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
        "name": subject_names([ruling], actor=request.actor).get((ruling.subject_kind, ruling.subject_id), ""),
        "shows_actor": reads_all(request.actor) or ruling.actor_id == request.actor.id,
        "clearance": clearance_of(ruling.id, actor=request.actor),
        "may_request": ruling.refuses and _may_request(request, ruling),
        "facts": _fact_rows(ruling),
        "picture": picture_of_facts(ruling),
        "steps": [_step(step, book()) for step in ruling.trace],
        "searches": may_watch_board(request.actor),
        "trail": [*_way_here(request), {"label": _("Determination")}],
    }
    return render(request, "compliance/determination.html", context)


def _way_here(request: PageRequest) -> list[dict[str, Any]]:
    """Return the pages above a determination: the office comes from its search, others read the law behind it."""
    if not may_watch_board(request.actor):
        return [{"label": _("Rulebook"), "url": reverse("compliance:rulebook")}]
    return [
        {"label": _("Compliance board"), "url": reverse("compliance:board")},
        {"label": _("Determinations"), "url": reverse("compliance:determinations")},
    ]


class ApplyForCertification(ActionPage):
    """Where the reader stands as a qualified investor, applying under a regime, and renewing."""

    template_name = "compliance/certification.html"
    form_class = applications.CertificationEntry
    takes_files = True
    done_message = _("Your application was handed in. A compliance officer decides on it; you will be told.")

    def make_form(self, request: PageRequest, data: QueryDict | None) -> applications.CertificationEntry:
        """Return the form of the regime that is asked for, prefilled from what is renewed."""
        old, regime = _old_and_regime(request)
        files = request.FILES if data is not None else None
        initial = applications.entry_of(EvidenceKind(old.evidence), old.declaration()) if old else {}
        return applications.CertificationEntry(data, files, initial=initial, regime=regime, renews=old is not None)

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the reader's own applications, latest first, and whether they may apply now."""
        rows = list(own_certifications(request.actor)[:_A_FEW])
        old, regime = _old_and_regime(request)
        waits = any(row.state == CertificationState.APPLIED and row.regime == regime.value for row in rows)
        return {
            "own": [shown_certification(row, request) for row in rows],
            "is_waiting": waits,
            "may_apply": may_apply_for_certification(request.actor),
            "answer": None,
            "renews": old,
            "regime": regime,
            "regime_word": REGIMES[regime],
            "tabs": [
                {"label": REGIMES[each], "url": f"?regime={each}", "current": each is regime, "count": None}
                for each in Regime
            ],
            "source": source_of(regime),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Apply."""
        old, regime = _old_and_regime(request)
        done = apply_for_certification(
            actor=request.actor,
            now=request.now,
            regime=regime,
            renews=old.id if old else None,
            **applications.application(cleaned),
        )
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("compliance:certification")


def _old_and_regime(request: PageRequest) -> tuple[Any, Regime]:
    """Return what the reader renews, if the address says so, and under which regime they apply."""
    asked = request.GET.get("renew", "")
    if asked:
        old = own_approved(request.actor, asked)
        return old, Regime(old.regime)
    word = request.GET.get("regime", "")
    return None, Regime(word) if word in list(Regime) else Regime.PRIVATE_FUND_2014


@require_safe
def certifications(request: PageRequest) -> HttpResponse:
    """Show officers the applications that wait for a decision."""
    waiting = [
        {
            "row": row,
            "evidence": evidence_word(Regime(row.regime), EvidenceKind(row.evidence)),
            "is_own": row.user_id == request.actor.id,
            "due_on": due_on("compliance:certifications", row.applied_at),
        }
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
            "application": shown_certification(row, request),
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
    provision = law.provision(step["provision"]) if law.has_provision(step["provision"]) else None
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
        "name": rule_name(step["rule"]),
        "law": provision.entries[0].citation.law if provision else "",
        "title": in_language(provision.title) if provision else step["provision"],
        "article": article_text(step["provision"].partition("#")[2]),
        "status": STATUS_WORDS[Status(step["status"])],
        "reason": in_language(step["reason"]),
        "grounds": Table(caption=_("Values that the rule looked up"), headings=headings, rows=grounds)
        if grounds
        else None,
    }
