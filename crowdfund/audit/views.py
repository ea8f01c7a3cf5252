"""audit / views: the pages on which auditors read what happened and how the chain stands."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.audit.actions.release_delivery import release_delivery
from crowdfund.audit.forms import EventFilterForm
from crowdfund.audit.queries.anchor import latest_anchored
from crowdfund.audit.queries.chain import chain_overview
from crowdfund.audit.queries.events import event_page_for, event_seen_by
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest


@require_safe
def event_list(request: PageRequest) -> HttpResponse:
    """Show the events that fit the filter, latest first, a page at a time."""
    form = EventFilterForm(request.GET)
    status = 200 if form.is_valid() else 422
    page = event_page_for(wanted=form.wanted(), actor=request.actor, before=request.GET.get("before", ""))
    older = request.GET.copy()
    older["before"] = str(page.older_than or "")
    context = {
        "form": form,
        "events": page.events,
        "next_url": f"?{older.urlencode()}" if page.older_than else "",
        "trail": [{"label": _("Audit trail")}],
    }
    return render(request, "audit/events.html", context, status=status)


@require_safe
def event_page(request: PageRequest, event_id: UUID) -> HttpResponse:
    """Show one event with all that it says and its place in the chain."""
    event = event_seen_by(event_id=event_id, actor=request.actor)
    trail = [{"label": _("Audit trail"), "url": reverse("audit:events")}, {"label": _("Event")}]
    return render(request, "audit/event.html", {"event": event, "trail": trail})


@require_safe
def chain_page(request: PageRequest) -> HttpResponse:
    """Show how the chain stands, and the deliveries that were given up."""
    return render(request, "audit/chain.html", _chain_context(request))


def _chain_context(request: PageRequest) -> dict[str, Any]:
    overview = chain_overview(actor=request.actor)
    return {
        "state": overview.state,
        "parked": overview.parked,
        "may_release": overview.may_release,
        "anchored": latest_anchored(Path(settings.AUDIT_ANCHOR_PATH)),
        "trail": [{"label": _("Audit trail"), "url": reverse("audit:events")}, {"label": _("State of the chain")}],
    }


class ReleaseDelivery(ActionPage):
    """Has a parked delivery tried again: a button on the page about the chain."""

    http_method_names = ("post", "options")
    template_name = "audit/chain.html"
    form_class = forms.Form
    done_message = _("The delivery is due again.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the page about the chain, for when the verb has to wait."""
        return _chain_context(request)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Release it."""
        release_delivery(actor=request.actor, now=request.now, delivery_id=self.kwargs["delivery_id"])
        return reverse("audit:chain")
