"""deals / views: raises as pages, until they are open."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.queries import readable_determinations
from crowdfund.audit.queries.events import events_about
from crowdfund.db.events import Subject
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.draft_round import draft_round
from deals.actions.edit_round import edit_round
from deals.actions.open_round import open_round
from deals.actions.submit_round import submit_round
from deals.core import policy
from deals.core.states import RoundState
from deals.presentation.filings import filing_context
from deals.views.context import after_gate, market_context, next_step_context, refuse_unless, round_context
from deals.words import STATES, TERMS

if TYPE_CHECKING:
    from deals.models import Round

_MOST = 200


@require_safe
def rounds(request: PageRequest) -> HttpResponse:
    """List the raises that the reader may see, all or those in one state."""
    wanted = request.GET.get("state", "")
    states = [RoundState(wanted)] if wanted in set(RoundState) else None
    counts = queries.rounds_by_state(request.actor)
    tabs = [{"label": _("All"), "url": reverse("rounds"), "current": states is None}]
    tabs += [
        {
            "label": STATES[state].label,
            "url": f"{reverse('rounds')}?state={state}",
            "current": states == [state],
            "count": count,
        }
        for state, count in counts.items()
        if count or states == [state]
    ]
    found = list(queries.rounds_seen_by(request.actor, states=states)[:_MOST])
    return render(request, "deals/rounds.html", {"rounds": found, "tabs": tabs if len(tabs) > 2 else []})


def _history(request: PageRequest, row: "Round") -> list[dict[str, Any]]:
    events = list(events_about(subject=Subject(kind="round", id=row.id), actor=request.actor))
    return presentation.history(
        events,
        actor=request.actor,
        company=row.project.organisation.name,
        readable=readable_determinations(presentation.determinations_behind(events), actor=request.actor),
    )


@require_safe
def round_page(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show one raise: its terms, where it stands, what it lacks, what the rules said, what happened."""
    row = queries.round_seen_by(request.actor, round_id)
    context = round_context(request, row) | market_context(request, row) | next_step_context(request, row)
    if context["has_vehicle"]:
        vehicle = queries.vehicle_of_round(request.actor, row.id)
        context["filing"] = filing_context(vehicle, actor=request.actor, today=today_of(request))
    if context["is_insider"]:
        context["history"] = _history(request, row)
    return render(request, "deals/round.html", context)


class DraftRound(ActionPage):
    """Begin a draft."""

    template_name = "deals/round_form.html"
    form_class = forms.RoundTerms
    done_message = _("The draft was saved.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the project, for those who may draft under it."""
        found = queries.project_seen_by(request.actor, self.kwargs["project_id"])
        refuse_unless(policy.may_draft_for(request.actor, organisation_id=found.organisation_id))
        trail = [
            {"label": _("Projects"), "url": reverse("projects")},
            {"label": found.name, "url": reverse("project", args=[found.id])},
            {"label": _("New raise")},
        ]
        return {"project": found, "may_edit": True, "trail": trail}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Store it."""
        round_id = draft_round(
            actor=request.actor,
            now=request.now,
            project_id=self.kwargs["project_id"],
            terms=forms.terms_of(cleaned),
        )
        return reverse("round", args=[round_id])


class EditRound(ActionPage):
    """Change a draft."""

    template_name = "deals/round_form.html"
    form_class = forms.RoundTerms
    done_message = _("The draft was saved.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return the stated terms and the version they were read at."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        return {"version": row.version, **{name: getattr(row, name) for name in TERMS}}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, for those who may change it."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        refuse_unless(policy.may_draft_for(request.actor, organisation_id=row.project.organisation_id))
        return round_context(request, row)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Store it."""
        edit_round(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            version=cleaned["version"] or 0,
            terms=forms.terms_of(cleaned),
        )
        return reverse("round", args=[self.kwargs["round_id"]])


class SubmitRound(ActionPage):
    """Submit a draft to the officers."""

    template_name = "deals/round_submit.html"
    form_class = forms.Confirmation
    done_message = _("The raise was submitted. A compliance officer decides; you will be told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise and what it lacks."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        refuse_unless(policy.may_draft_for(request.actor, organisation_id=row.project.organisation_id))
        return round_context(request, row)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Submit, or go to the refusal."""
        done = submit_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        return after_gate(done, self.kwargs["round_id"])


class OpenRound(ActionPage):
    """Open an approved raise to confirmed investors."""

    template_name = "deals/round_open.html"
    form_class = forms.Confirmation
    done_message = _("The raise is open. Investors can see it and offer to lead; you will be told of each offer.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        refuse_unless(policy.may_open(request.actor, organisation_id=row.project.organisation_id))
        return round_context(request, row)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Open, or go to the refusal."""
        done = open_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        return after_gate(done, self.kwargs["round_id"])
