"""deals / views: the home page, projects, raises and the officers' desk as pages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.facts import Facts
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.queries import rulings_about
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.core.states import PersonState
from crowdfund.accounts.queries import own_organisations, person_of
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.audit.queries.events import events_about
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.approve_round import approve_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.edit_round import edit_round
from deals.actions.open_round import open_round
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.core import policy
from deals.core.states import ROUND_MACHINE, RoundEvent, RoundState
from deals.facts import round_facts
from deals.words import STAGES, STATES, TERMS, VEHICLE_FORMS

if TYPE_CHECKING:
    from deals.models import Round


_MOST = 200
_A_FEW = 8


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Show what concerns the reader now: own raises, what waits at the desk, what is open, what to try next."""
    actor = request.actor
    own = list(queries.own_rounds(actor)[:_A_FEW]) if actor.memberships else []
    works_the_desk = policy.may_work_the_desk(actor)
    offers = list(queries.open_rounds(actor)[:_A_FEW]) if policy.sees_open_rounds(actor) else []
    context = {
        "own_rounds": presentation.own_rounds(own, actor=actor, today=today_of(request)),
        "works_the_desk": works_the_desk,
        "waiting": list(queries.desk_queue(actor)[:_A_FEW]) if works_the_desk else [],
        "states_chart": presentation.states_chart(queries.rounds_by_state(actor), title=_("Raises by state"))
        if works_the_desk or len(own) > 2
        else "",
        "sees_open_rounds": policy.sees_open_rounds(actor),
        "open_rounds": offers,
        "targets_chart": presentation.targets_chart(offers),
        "first_steps": [] if works_the_desk or own else _first_steps(actor),
    }
    return render(request, "deals/home.html", context)


def _first_steps(actor: Actor) -> list[dict[str, Any]]:
    identity = person_of(actor.id) if actor.id else None
    newest = queries.projects_of(actor).first() if actor.memberships else None
    return presentation.first_steps(
        actor,
        identity=PersonState(identity.state) if identity else None,
        project_id=newest.id if newest else None,
        has_round=False,
    )


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


@require_safe
def projects(request: PageRequest) -> HttpResponse:
    """List the projects of the reader's companies."""
    context = {
        "projects": list(queries.projects_of(request.actor)[:_MOST]),
        "may_create": request.actor.is_checked and bool(request.actor.memberships),
    }
    return render(request, "deals/projects.html", context)


@require_safe
def project(request: PageRequest, project_id: UUID) -> HttpResponse:
    """Show one project with its raises."""
    actor = request.actor
    found = queries.project_seen_by(actor, project_id)
    own = queries.rounds_of_project(actor, project_id)[:_MOST]
    context = {
        "project": found,
        "company": found.organisation,
        "own_rounds": presentation.own_rounds(own, actor=actor, today=today_of(request)),
        "may_draft": policy.may_draft_for(actor, organisation_id=found.organisation_id),
        "trail": [{"label": _("Projects"), "url": reverse("projects")}, {"label": found.name}],
    }
    return render(request, "deals/project.html", context)


@require_safe
def round_page(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show one raise: its terms, where it stands, what it lacks, what the rules said, what happened."""
    row = queries.round_seen_by(request.actor, round_id)
    context = _round_context(request, row)
    if context["is_insider"]:
        events = events_about(subject=Subject(kind="round", id=row.id), actor=request.actor)
        context["history"] = presentation.history(events, actor=request.actor, company=row.project.organisation.name)
    return render(request, "deals/round.html", context)


class NewProject(ActionPage):
    """Set up a project."""

    template_name = "deals/project_form.html"
    form_class = forms.NewProject
    done_message = _("The project was set up. Now draft its raise.")

    def make_form(self, request: PageRequest, data: QueryDict | None) -> django_forms.Form:
        """Offer the actor's own companies."""
        companies = {str(company.id): company.name for company in own_organisations(request.actor)}
        return forms.NewProject(data, organisations=companies)

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Say whether there is a company to choose."""
        return {
            "has_company": bool(request.actor.memberships),
            "is_checked": request.actor.is_checked,
            "trail": [{"label": _("Projects"), "url": reverse("projects")}, {"label": _("New project")}],
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Create it."""
        project_id = create_project(
            actor=request.actor,
            now=request.now,
            organisation_id=cleaned["organisation"],
            name=cleaned["name"],
            summary=cleaned["summary"],
        )
        return reverse("project", args=[project_id])


class DraftRound(ActionPage):
    """Begin a draft."""

    template_name = "deals/round_form.html"
    form_class = forms.RoundTerms
    done_message = _("The draft was saved.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the project, for those who may draft under it."""
        found = queries.project_seen_by(request.actor, self.kwargs["project_id"])
        _refuse_unless(policy.may_draft_for(request.actor, organisation_id=found.organisation_id))
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
        _refuse_unless(policy.may_draft_for(request.actor, organisation_id=row.project.organisation_id))
        return _round_context(request, row)

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

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise and what it lacks."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        _refuse_unless(policy.may_draft_for(request.actor, organisation_id=row.project.organisation_id))
        return _round_context(request, row)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Submit, or go to the refusal."""
        done = submit_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        return _after(done, self.kwargs["round_id"])


class OpenRound(ActionPage):
    """Open an approved raise to confirmed investors."""

    template_name = "deals/round_open.html"
    form_class = forms.Confirmation

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        _refuse_unless(policy.may_open(request.actor, organisation_id=row.project.organisation_id))
        return _round_context(request, row)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Open, or go to the refusal."""
        done = open_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        return _after(done, self.kwargs["round_id"])


@require_safe
def desk(request: PageRequest) -> HttpResponse:
    """Show the officers' queue: raises that wait for a decision, the longest waiting first."""
    context = {
        "waiting": list(queries.desk_queue(request.actor)[:_MOST]),
        "states_chart": presentation.states_chart(queries.rounds_by_state(request.actor), title=_("Raises by state")),
        "is_officer": request.actor.has_role(Role.OFFICER),
    }
    return render(request, "deals/desk.html", context)


class ApproveRound(SensitivePage):
    """Approve a submitted raise."""

    template_name = "deals/desk_approve.html"
    form_class = forms.Confirmation
    done_message = _("The raise was approved. Its founders were told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, for those who may decide."""
        return {**super().extra(request), **_decision_context(request, self.kwargs["round_id"])}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Approve."""
        approve_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        return reverse("desk")


class ReturnRound(SensitivePage):
    """Return a submitted raise with a reason."""

    template_name = "deals/desk_return.html"
    form_class = forms.ReturnReason
    done_message = _("The raise was returned. Its founders were told why.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, for those who may decide."""
        return {**super().extra(request), **_decision_context(request, self.kwargs["round_id"])}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Return."""
        return_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"], reason=cleaned["reason"])
        return reverse("desk")


def _after(done: object, round_id: UUID) -> str:
    """Return where to go on after a gate: to the stored refusal, or back to the raise."""
    if isinstance(done, Refused):
        return f"{reverse('round', args=[round_id])}?refused={done.determination_id}"
    return reverse("round", args=[round_id])


def _decision_context(request: PageRequest, round_id: UUID) -> dict[str, Any]:
    row = queries.round_seen_by(request.actor, round_id)
    _refuse_unless(policy.may_decide(request.actor, organisation_id=row.project.organisation_id))
    trail = [{"label": _("Desk"), "url": reverse("desk")}, {"label": row.title, "url": ""}]
    return {**_round_context(request, row), "trail": trail}


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise NotAuthorised


def _round_context(request: PageRequest, row: "Round") -> dict[str, Any]:
    """Return what every page about one raise shows."""
    actor, organisation_id, state = request.actor, row.project.organisation_id, RoundState(row.state)
    drafts = policy.may_draft_for(actor, organisation_id=organisation_id)
    wrong = queries.missing_entries(row, today=today_of(request))
    rulings = rulings_about(subject=Subject(kind="round", id=row.id), actor=actor)
    ruling = rulings[0] if rulings else None
    decides = policy.may_decide(actor, organisation_id=organisation_id)
    return {
        "round": row,
        "project": row.project,
        "company": row.project.organisation,
        "stage": STAGES.get(row.terms.stage) if row.terms.stage else None,
        "vehicle": VEHICLE_FORMS.get(row.terms.vehicle_form) if row.terms.vehicle_form else None,
        "missing": presentation.checklist(wrong, round_id=row.id) if drafts and state is RoundState.DRAFT else [],
        "is_complete": not wrong,
        "may_edit": drafts and state is RoundState.DRAFT,
        "may_submit": drafts and ROUND_MACHINE.may(state, RoundEvent.SUBMIT),
        "may_open": policy.may_open(actor, organisation_id=organisation_id)
        and ROUND_MACHINE.may(state, RoundEvent.OPEN),
        "may_decide": decides and ROUND_MACHINE.may(state, RoundEvent.APPROVE),
        "is_insider": actor.belongs_to(organisation_id) or policy.sees_everything_submitted(actor),
        "ruling": ruling,
        "is_refused": ruling is not None and _still_refuses(ruling, round_facts(row.snapshot())),
        "was_refused": ruling is not None and request.GET.get("refused", "") == str(ruling.id),
        "trail": _trail(actor, row),
    }


def _still_refuses(ruling: Ruling, facts: Facts) -> bool:
    """Tell whether the rules have refused just what they would be asked now; after a change nobody knows yet."""
    try:
        return ruling.refuses and ruling.question() == facts
    except ValueError:
        return ruling.refuses


def _trail(actor: Actor, row: "Round") -> list[dict[str, str]]:
    """Return the way to a raise: through the project for its own people, through the list for all others."""
    if actor.belongs_to(row.project.organisation_id):
        steps = [(_("Projects"), reverse("projects")), (row.project.name, reverse("project", args=[row.project_id]))]
    else:
        steps = [(_("Raises"), reverse("rounds"))]
    return [*({"label": str(label), "url": url} for label, url in steps), {"label": row.title, "url": ""}]
