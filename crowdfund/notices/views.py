"""notices / views: a reader's notices and choices."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.notices.actions.choose_preferences import choose_preferences
from crowdfund.notices.actions.read_notices import read_all_notices, read_notice
from crowdfund.notices.facts import inbox
from crowdfund.notices.forms import PreferencesForm, initial_of, wanted_in
from crowdfund.notices.queries import switched_off
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest


@require_safe
def notice_list(request: PageRequest) -> HttpResponse:
    """Show the reader's notices, latest first, a page at a time."""
    return render(request, "notices/list.html", _inbox_context(request))


def _inbox_context(request: PageRequest) -> dict[str, Any]:
    page = inbox(actor=request.actor, before=_uuid(request.GET.get("before", "")))
    return {
        "inbox": page,
        "next_url": f"?before={page.older_than}" if page.older_than else "",
        "trail": [{"label": _("Notices")}],
    }


class _InboxAction(ActionPage):
    """A verb on the list of notices: a button without a form of its own."""

    http_method_names = ("post", "options")
    template_name = "notices/list.html"
    form_class = forms.Form

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the list, for when the verb has to wait."""
        return _inbox_context(request)


class ReadNotice(_InboxAction):
    """Marks one notice as read and goes back to the list."""

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Mark it."""
        read_notice(actor=request.actor, now=request.now, notice_id=self.kwargs["notice_id"])
        return reverse("notices:list")


class ReadAllNotices(_InboxAction):
    """Marks all notices as read."""

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Mark them."""
        read_all_notices(actor=request.actor, now=request.now)
        return reverse("notices:list")


class Preferences(ActionPage):
    """Lets the reader choose what to be told of, and how."""

    template_name = "notices/preferences.html"
    form_class = PreferencesForm
    done_message = _("Your choice is stored.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Show what was chosen before."""
        if request.actor.id is None:
            raise Http404
        return initial_of(switched_off(request.actor.id))

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Name the way back."""
        return {"trail": [{"label": _("Notices"), "url": reverse("notices:list")}, {"label": _("Preferences")}]}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Store the choice."""
        choose_preferences(actor=request.actor, now=request.now, wanted=wanted_in(cleaned))
        return reverse("notices:preferences")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
