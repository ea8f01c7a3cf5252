"""files / views: a person's files: the list, sending one, one with its state, and its bytes."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import organisations_of
from crowdfund.files import forms, queries
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.policy import may_send_documents
from crowdfund.files.core.purposes import DOCUMENT, installed_purposes
from crowdfund.files.presentation import served
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest

_SHOWN = 30


@require_safe
def files(request: PageRequest) -> HttpResponse:
    """List what the reader and their organisations have sent, newest first, a page at a time."""
    rows = queries.own_files(request.actor)
    before = _uuid(request.GET.get("before", ""))
    found = list((rows.filter(id__lt=before) if before else rows)[: _SHOWN + 1])
    context = {
        "files": found[:_SHOWN],
        "next_url": f"?before={found[_SHOWN - 1].id}" if len(found) > _SHOWN else "",
        "may_send": may_send_documents(request.actor),
    }
    return render(request, "files/files.html", context)


class SendFile(ActionPage):
    """Send a file that is about nothing yet."""

    template_name = "files/send.html"
    form_class = forms.SendFile
    takes_files = True
    done_message = _("Your file has arrived and is being examined.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Let in those who may send."""
        require(may_send_documents(request.actor), actor=request.actor)
        return {"trail": [{"label": _("Files"), "url": reverse("files:files")}, {"label": _("Send a file")}]}

    def make_form(self, request: PageRequest, data: QueryDict | None) -> django_forms.Form:
        """Offer the organisations that the person belongs to."""
        form = super().make_form(request, data)
        if isinstance(form, forms.SendFile):
            own = organisations_of(request.actor).filter(id__in=list(request.actor.memberships))
            form.offer_organisations([(str(row.id), row.name) for row in own])
        return form

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Take it in."""
        chosen = cleaned.get("organisation")
        file_id = receive_file(
            actor=request.actor,
            now=request.now,
            upload=cleaned["file"],
            purpose=DOCUMENT,
            organisation_id=UUID(chosen) if chosen else None,
        )
        return reverse("files:file", args=[file_id])


@require_safe
def file(request: PageRequest, file_id: UUID) -> HttpResponse:
    """Show one file: its state, what is known of it, and the way to its content."""
    row = queries.file_seen_by(request.actor, file_id)
    purpose = installed_purposes().get(row.purpose)
    trail = [{"label": _("Files"), "url": reverse("files:files")}, {"label": row.name}]
    context = {"file": row, "is_whole": True, "purpose": purpose.label if purpose else row.purpose, "trail": trail}
    return render(request, "files/file.html", context)


@require_safe
def state(request: PageRequest, file_id: UUID) -> HttpResponse:
    """Return the part of a page that shows one file; it asks for itself again while the file waits."""
    row = queries.file_seen_by(request.actor, file_id)
    return render(request, "_parts/file.html", {"file": row, "is_whole": "whole" in request.GET})


@require_safe
def content(request: PageRequest, file_id: UUID) -> FileResponse:
    """Hand out the clean version: shown by the browser with `?show`, else saved."""
    row = queries.file_to_serve(request.actor, file_id)
    return served(row, as_attachment="show" not in request.GET)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
