"""compliance / views: asking to lift a warning or a referral, and the officers' decision on it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance import forms
from compliance.actions.decline_clearance import decline_clearance
from compliance.actions.grant_clearance import grant_clearance
from compliance.actions.propose_clearance import propose_clearance
from compliance.actions.request_clearance import request_clearance
from compliance.core.clearance import usual_expiry
from compliance.core.parties import parties_to
from compliance.core.policy import may_decide_on_clearance
from compliance.core.queues import due_on
from compliance.core.states import CLEARANCE_MACHINE, ClearanceEvent, ClearanceState
from compliance.presentation.subjects import subject_names
from compliance.queries import ruling_seen_by
from compliance.queries.clearances import clearance_seen_by, clearances_to_decide
from compliance.words import about_ruling
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest


class RequestClearance(ActionPage):
    """Ask officers to lift what stopped an action."""

    template_name = "compliance/clearance_request.html"
    form_class = forms.ClearanceReason
    done_message = _("Your request was handed in. Compliance officers decide on it; you will be told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the determination that stopped the action."""
        ruling = ruling_seen_by(determination_id=self.kwargs["determination_id"], actor=request.actor)
        return {
            "ruling": ruling,
            "about": about_ruling(ruling),
            "trail": [
                {"label": _("Determination"), "url": reverse("compliance:determination", args=[ruling.id])},
                {"label": _("Ask for a clearance")},
            ],
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Ask."""
        clearance_id = request_clearance(
            actor=request.actor, now=request.now, determination_id=self.kwargs["determination_id"], **cleaned
        )
        return reverse("compliance:clearance", args=[clearance_id])


@require_safe
def clearances(request: PageRequest) -> HttpResponse:
    """Show officers the requests that wait for them, the longest waiting first."""
    rows = list(clearances_to_decide(request.actor))
    rulings = [row.determination.as_open_ruling() for row in rows]
    names = subject_names(rulings, actor=request.actor)
    waiting = [
        {
            "row": row,
            "about": about_ruling(ruling),
            "name": names.get((ruling.subject_kind, ruling.subject_id), ""),
            "state": ClearanceState(row.state),
            "due_on": due_on("compliance:clearances", row.requested_at),
        }
        for row, ruling in zip(rows, rulings, strict=True)
    ]
    return render(request, "compliance/clearances.html", {"waiting": waiting})


@require_safe
def clearance(request: PageRequest, clearance_id: UUID) -> HttpResponse:
    """Show one request: who asked what and why, and what officers said and decided."""
    return render(request, "compliance/clearance.html", _shown(request, clearance_id))


class DecideOnClearance(SensitivePage):
    """The decision on one request."""

    template_name = "compliance/clearance_decision.html"
    form_class = forms.ClearanceDecision
    done_message = _("The decision was recorded.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return the usual end, or the one that was proposed, and what the page shows to be decided."""
        row = clearance_seen_by(request.actor, self.kwargs["clearance_id"])
        return {"expires_on": row.expires_on or usual_expiry(today_of(request)), "seen": row.state}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the request.

        :raises NotAuthorised: to whoever does not decide on it.
        """
        shown = _shown(request, self.kwargs["clearance_id"])
        require(shown["may_decide"], actor=request.actor)
        return {**super().extra(request), **shown}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decide: a warning is proposed first, and then confirmed by another officer."""
        clearance_id: UUID = self.kwargs["clearance_id"]
        given: dict[str, Any] = {"actor": request.actor, "now": request.now, "clearance_id": clearance_id}
        decision, opinion, expires_on = cleaned["decision"], cleaned["opinion"], cleaned["expires_on"]
        if decision == forms.DECLINE:
            decline_clearance(**given, opinion=opinion)
        elif self._proposes(request, seen=cleaned["seen"]):
            propose_clearance(**given, opinion=opinion, expires_on=expires_on)
        else:
            grant_clearance(**given, opinion=opinion, expires_on=expires_on)
        return reverse("compliance:clearance", args=[clearance_id])

    def _proposes(self, request: PageRequest, *, seen: str) -> bool:
        """Tell whether the officer saw a warning that nobody had proposed to lift; what came between refuses it."""
        row = clearance_seen_by(request.actor, self.kwargs["clearance_id"])
        return row.needs_two and seen != ClearanceState.PROPOSED


def _shown(request: PageRequest, clearance_id: UUID) -> dict[str, Any]:
    """Return what both pages show of a request, and what the reader may do with it."""
    row = clearance_seen_by(request.actor, clearance_id)
    ruling, state = row.determination.as_ruling_for(request.actor), ClearanceState(row.state)
    may_decide = may_decide_on_clearance(
        request.actor,
        asked_by=ruling.actor_id,
        organisation_id=ruling.organisation_id,
        parties=parties_to(ruling.subject_kind, ruling.subject_id) | {row.requested_by_id},
    )
    names = subject_names([ruling], actor=request.actor)
    return {
        "row": row,
        "name": names.get((ruling.subject_kind, ruling.subject_id), ""),
        "state": row.state_at(today_of(request)),
        "ruling": ruling,
        "about": about_ruling(ruling),
        "is_open": CLEARANCE_MACHINE.may(state, ClearanceEvent.DECLINE),
        "is_proposed": state is ClearanceState.PROPOSED,
        "is_own_proposal": row.proposed_by_id == request.actor.id,
        "may_decide": may_decide,
        "trail": [
            {"label": _("Determination"), "url": reverse("compliance:determination", args=[ruling.id])},
            {"label": _("Clearance")},
        ],
    }
