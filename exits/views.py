"""exits / views: windows for the next-round exit as pages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.verdict import Refused
from compliance.queries import readable_determinations
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised, NotFound
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage, RefusedAt
from crowdfund.web.request import PageRequest
from deals.core.policy import sees_open_rounds
from deals.queries import own_vehicles, vehicle_of_round
from exits import forms, queries
from exits.actions.allocate_exit_window import allocate_exit_window
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.decline_exit_window import decline_exit_window
from exits.actions.elect_exit import elect_exit
from exits.actions.propose_exit_window import propose_exit_window
from exits.actions.record_listing import record_listing
from exits.core.policy import (
    may_allocate_window,
    may_answer_window,
    may_propose_window,
    may_record_listing,
    sees_every_exit,
)
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
        "to_answer": list(queries.windows_to_answer(actor)[:_MOST]),
        "to_pay": list(queries.windows_to_pay(actor)[:_MOST]),
        "windows": list(queries.windows_seen_by(actor)[:_MOST]),
        "lots": _lots(actor),
        "own_vehicles": list(own_vehicles(actor)[:_MOST]),
        "unlisted": list(queries.unlisted_vehicles(actor)[:_MOST]),
        "may_hold": sees_open_rounds(actor),
    }
    return render(request, "exits/windows.html", context)


def _lots(actor: Actor) -> list[dict[str, Any]]:
    """Return the lots that the reader may see, each with the article that locks it. Two queries."""
    lots = list(queries.lots_seen_by(actor)[:_MOST])
    readable = readable_determinations([lot.determination_id for lot in lots], actor=actor)
    return [{"lot": lot, "citation": lot.citation, "is_readable": lot.determination_id in readable} for lot in lots]


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


class ProposeWindow(ActionPage):
    """Record the next round and propose a window."""

    template_name = "exits/window_form.html"
    form_class = forms.NextRound
    done_message = _("The investor was asked. Holders are told once the investor consents.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the vehicle, for those who may propose a window over it."""
        vehicle = vehicle_of_round(request.actor, self.kwargs["round_id"])
        _refuse_unless(may_propose_window(request.actor, organisation_id=vehicle.round.project.organisation_id))
        trail = [
            {"label": vehicle.round.title, "url": reverse("round", args=[vehicle.round_id])},
            {"label": _("Next-round exit"), "url": ""},
        ]
        return {"vehicle": vehicle, "trail": trail, "has_live_window": queries.has_live_window(vehicle.id)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Propose it."""
        done = propose_exit_window(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            terms=forms.terms_of(cleaned),
            buyer_email=cleaned["buyer_email"],
        )
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("exit_window", args=[done])


class _AnswerOfBuyer(ActionPage):
    """What both answers of the named investor have in common."""

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the window, for the investor whom it names."""
        window = queries.window_seen_by(request.actor, self.kwargs["window_id"])
        organisation_id = window.vehicle.round.project.organisation_id
        may = may_answer_window(request.actor, organisation_id=organisation_id, buyer_id=window.buyer_id)
        _refuse_unless(may)
        return _window_context(request, window)


class Consent(_AnswerOfBuyer):
    """Say how many units to take at most."""

    template_name = "exits/consent.html"
    form_class = forms.Consent
    done_message = _("You have consented. Holders were told and may choose now.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return what the company proposes."""
        return {"capacity_units": queries.window_seen_by(request.actor, self.kwargs["window_id"]).proposed_units}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Consent."""
        window_id, capacity = self.kwargs["window_id"], cleaned["capacity_units"]
        done = consent_to_exit_window(
            actor=request.actor, now=request.now, window_id=window_id, capacity_units=capacity
        )
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("exit_window", args=[window_id])


class Decline(_AnswerOfBuyer):
    """Take no units."""

    template_name = "exits/decline.html"
    form_class = forms.Confirmation
    done_message = _("You have declined. The company was told.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decline."""
        decline_exit_window(actor=request.actor, now=request.now, window_id=self.kwargs["window_id"])
        return reverse("exit_window", args=[self.kwargs["window_id"]])


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


class Allocate(ActionPage):
    """Fix who sells how much in a window that is over."""

    template_name = "exits/allocate.html"
    form_class = forms.Confirmation
    done_message = _("It is fixed who sells how much. Everybody who could choose was told, and the investor.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the window, for those who may allocate it."""
        window = queries.window_seen_by(request.actor, self.kwargs["window_id"])
        organisation_id = window.vehicle.round.project.organisation_id
        _refuse_unless(may_allocate_window(request.actor, organisation_id=organisation_id))
        return _window_context(request, window)

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Allocate it."""
        done = allocate_exit_window(actor=request.actor, now=request.now, window_id=self.kwargs["window_id"])
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("exit_window", args=[self.kwargs["window_id"]])


class RecordListing(SensitivePage):
    """Record that a company was listed."""

    template_name = "exits/listing_form.html"
    form_class = forms.Listing
    done_message = _("The listing was recorded. The shares are locked; holders and the company were told.")

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
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
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
    is_buyer = may_answer_window(actor, organisation_id=organisation_id, buyer_id=window.buyer_id)
    is_insider = actor.belongs_to(organisation_id) or sees_every_exit(actor)
    return {
        "window": window,
        "vehicle": window.vehicle,
        "own": own,
        "sale": queries.sale_of(window) if is_buyer or is_insider else None,
        "is_buyer": is_buyer,
        "may_answer": is_buyer and window.state == WindowState.PROPOSED and not is_over,
        "may_pay": is_buyer and window.state == WindowState.ALLOCATED,
        "has_chosen": own is not None and own.claimed_at != window.opened_at,
        "own_portion": PORTIONS[own.claim().portion] if own else "",
        "may_elect": own is not None and is_open and not is_over,
        "may_allocate": is_open and is_over and may_allocate_window(actor, organisation_id=organisation_id),
        "is_insider": is_insider,
        "trail": [{"label": _("Exits"), "url": reverse("exit_windows")}, {"label": window.vehicle.name, "url": ""}],
    }
