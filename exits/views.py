"""exits / views: windows for the next-round exit as pages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.verdict import Refused
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.kernel.errors import NotAuthorised, NotFound
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals.queries import own_vehicles, vehicle_of_round
from exits import forms, queries
from exits.actions.elect_exit import elect_exit
from exits.actions.open_exit_window import open_exit_window
from exits.actions.record_listing import record_listing
from exits.actions.settle_exit_window import settle_exit_window
from exits.core.policy import may_open_window, may_record_listing, may_settle_window, sees_every_exit
from exits.core.states import WindowState
from exits.words import PORTIONS

if TYPE_CHECKING:
    from exits.models import ExitElection, ExitWindow

_MOST = 200


@require_safe
def windows(request: PageRequest) -> HttpResponse:
    """List the windows and lots that the reader may see, and what they may start."""
    actor = request.actor
    context = {
        "windows": list(queries.windows_seen_by(actor)[:_MOST]),
        "lots": list(queries.lots_seen_by(actor)[:_MOST]),
        "own_vehicles": list(own_vehicles(actor)[:_MOST]),
        "unlisted": list(queries.unlisted_vehicles(actor)[:_MOST]),
    }
    return render(request, "exits/windows.html", context)


@require_safe
def window_page(request: PageRequest, window_id: UUID) -> HttpResponse:
    """Show one window: its terms, the reader's own choice and statement, and for insiders what holders chose."""
    window = queries.window_seen_by(request.actor, window_id)
    context = _window_context(request, window)
    if context["is_insider"]:
        context["elections"] = [
            {"number": number, "election": election, "portion": PORTIONS[election.claim().portion]}
            for number, election in enumerate(queries.elections_seen_by(request.actor, window_id)[:_MOST], start=1)
        ]
    return render(request, "exits/window.html", context)


class OpenWindow(ActionPage):
    """Record the next round and open a window."""

    template_name = "exits/window_form.html"
    form_class = forms.NextRound
    done_message = _("The window is open. Everybody who holds units was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the vehicle, for those who may open a window over it."""
        vehicle = vehicle_of_round(request.actor, self.kwargs["round_id"])
        _refuse_unless(may_open_window(request.actor, organisation_id=vehicle.round.project.organisation_id))
        trail = [
            {"label": vehicle.round.title, "url": reverse("round", args=[vehicle.round_id])},
            {"label": _("Next-round exit"), "url": ""},
        ]
        return {"vehicle": vehicle, "trail": trail, "has_open_window": queries.has_open_window(vehicle.id)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Open it."""
        window_id = open_exit_window(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            terms=forms.terms_of(cleaned),
        )
        return reverse("exit_window", args=[window_id])


class Elect(ActionPage):
    """Choose which part of one's units to offer."""

    template_name = "exits/elect.html"
    form_class = forms.Election
    done_message = _("Your choice is stored. You may change it until the last day is over.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return what stands."""
        return {"portion": self._own(request).portion}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the window, for those who held units when it opened."""
        return _window_context(request, self._own(request).window)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Store the choice."""
        window_id = self.kwargs["window_id"]
        elect_exit(actor=request.actor, now=request.now, window_id=window_id, portion=cleaned["portion"])
        return reverse("exit_window", args=[window_id])

    def _own(self, request: PageRequest) -> "ExitElection":
        window = queries.window_seen_by(request.actor, self.kwargs["window_id"])
        election = queries.own_election(request.actor, window.id)
        if election is None:
            raise NotFound
        election.window = window
        return election


class Settle(ActionPage):
    """Settle a window that is over."""

    template_name = "exits/settle.html"
    form_class = forms.Confirmation
    done_message = _("The exit is settled. Everybody who could choose was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the window, for those who may settle it."""
        window = queries.window_seen_by(request.actor, self.kwargs["window_id"])
        organisation_id = window.vehicle.round.project.organisation_id
        _refuse_unless(may_settle_window(request.actor, organisation_id=organisation_id))
        return _window_context(request, window)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Settle it."""
        settle_exit_window(actor=request.actor, now=request.now, window_id=self.kwargs["window_id"])
        return reverse("exit_window", args=[self.kwargs["window_id"]])


class RecordListing(SensitivePage):
    """Record that a company was listed."""

    template_name = "exits/listing_form.html"
    form_class = forms.Listing

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the vehicle, for those who may record a listing of its company."""
        vehicle = vehicle_of_round(request.actor, self.kwargs["round_id"])
        _refuse_unless(may_record_listing(request.actor, organisation_id=vehicle.round.project.organisation_id))
        return {**super().extra(request), "vehicle": vehicle, "is_listed": queries.is_listed(vehicle.id)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Record it, or go to the answer of the rulebook."""
        done = record_listing(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            terms=forms.listing_of(cleaned),
        )
        if isinstance(done, Refused):
            return reverse("compliance:determination", args=[done.determination_id])
        return reverse("exit_windows")


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise NotAuthorised


def _window_context(request: PageRequest, window: "ExitWindow") -> dict[str, Any]:
    """Return what every page about one window shows."""
    actor, organisation_id = request.actor, window.vehicle.round.project.organisation_id
    own = queries.own_election(actor, window.id)
    is_open = window.state == WindowState.OPEN
    is_over = window.snapshot().terms.is_over(today_of(request))
    return {
        "window": window,
        "vehicle": window.vehicle,
        "own": own,
        "own_portion": PORTIONS[own.claim().portion] if own else "",
        "may_elect": own is not None and is_open and not is_over,
        "may_settle": is_open and is_over and may_settle_window(actor, organisation_id=organisation_id),
        "is_insider": actor.belongs_to(organisation_id) or sees_every_exit(actor),
        "trail": [{"label": _("Exits"), "url": reverse("exit_windows")}, {"label": window.vehicle.name, "url": ""}],
    }
