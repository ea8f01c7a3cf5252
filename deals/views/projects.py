"""deals / views: projects as pages."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.accounts.queries import own_organisations
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.create_project import create_project
from deals.actions.edit_project import edit_project
from deals.core import policy
from deals.views.context import refuse_unless

_MOST = 200


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
    own = list(queries.rounds_of_project(actor, project_id)[:_MOST])
    context = {
        "project": found,
        "company": found.organisation,
        "own_rounds": presentation.own_rounds(
            own, actor=actor, today=today_of(request), outlooks=queries.outlooks(own)
        ),
        "marked": {
            part: presentation.marked(text, today=today_of(request))
            for part, text in (("name", found.name), ("summary", found.summary))
        },
        "may_draft": policy.may_draft_for(actor, organisation_id=found.organisation_id),
        "trail": [{"label": _("Projects"), "url": reverse("projects")}, {"label": found.name}],
    }
    return render(request, "deals/project.html", context)


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


class EditProject(ActionPage):
    """Change what a project says of itself."""

    template_name = "deals/project_edit.html"
    form_class = forms.EditProject
    done_message = _("The project was changed.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return what it says now."""
        found = queries.project_seen_by(request.actor, self.kwargs["project_id"])
        return {"name": found.name, "summary": found.summary}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the project with the words marked that an offer may not say, as they are stored or were just typed."""
        found = queries.project_seen_by(request.actor, self.kwargs["project_id"])
        refuse_unless(policy.may_draft_for(request.actor, organisation_id=found.organisation_id))
        texts = (request.POST.get("name", found.name), request.POST.get("summary", found.summary))
        marked = [presentation.marked(text, today=today_of(request)) for text in texts]
        return {
            "project": found,
            "marked": [text for text in marked if "<mark>" in text],
            "trail": [
                {"label": _("Projects"), "url": reverse("projects")},
                {"label": found.name, "url": reverse("project", args=[found.id])},
                {"label": _("Change the project")},
            ],
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Change it."""
        edit_project(
            actor=request.actor,
            now=request.now,
            project_id=self.kwargs["project_id"],
            name=cleaned["name"],
            summary=cleaned["summary"],
        )
        return reverse("project", args=[self.kwargs["project_id"]])
