"""compliance / views: the officers' queue of hits, one hit, one's own standing, and how the provider is doing."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance import forms, screening
from compliance.actions.decide_screening_hit import decide_screening_hit
from compliance.actions.repeat_screening import repeat_screening
from compliance.actions.request_own_screening import request_own_screening
from compliance.core.policy import may_decide_on_screenee, may_examine_screenings, may_watch_screening
from compliance.core.screening import PersonalStanding, decide_by, policy_on, told_to_the_person
from compliance.core.states import ScreeningState
from compliance.queries import screening_of
from compliance.queries.screenings import (
    current_lists,
    longest_waiting,
    other_screenings,
    screening_seen_by,
    screenings_by_state,
    screenings_to_decide,
)
from compliance.words import LIST_KINDS, SCREENING_STATES, STANDING_SENTENCES
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.queries import person_of
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.kernel.days import legal_day
from crowdfund.web.components.tables import Table
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest

_MOST = 200


class OwnScreening(ActionPage):
    """Where the reader stands, in words that do not say why; asking for a check that is due."""

    template_name = "compliance/own_screening.html"
    form_class = forms.Confirmation

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the standing with its sentence, and whether a check is to be asked for."""
        today = today_of(request)
        told = told_to_the_person(screening_of(acting_user(request.actor), on=today))
        return {
            "standing": told,
            "sentence": STANDING_SENTENCES[told],
            "is_due": told is PersonalStanding.DUE,
            "is_under_way": told is PersonalStanding.UNDER_WAY,
            "months": policy_on(today).valid_months,
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Ask for the check."""
        request_own_screening(actor=request.actor, now=request.now)
        return reverse("compliance:own_screening")


@require_safe
def screenings(request: PageRequest) -> HttpResponse:
    """Show officers what waits for a decision, the longest waiting first, each with its last day."""
    waiting = [{"row": row, **_found(row)} for row in screenings_to_decide(request.actor)[:_MOST]]
    return render(request, "compliance/screenings.html", {"waiting": waiting})


@require_safe
def provider(request: PageRequest) -> HttpResponse:
    """Show whether the provider answers, which lists it uses, and how many checks wait for it."""
    require(may_watch_screening(request.actor), actor=request.actor)
    counts = screenings_by_state(request.actor)
    context = {
        "is_reachable": screening.is_reachable(),
        "lists": current_lists(),
        "oldest": longest_waiting(request.actor),
        "counts": [{"label": SCREENING_STATES[state].label, "count": count} for state, count in counts.items()],
        "sandbox_page": f"{settings.SCREENING_URL}/" if settings.IS_SANDBOX else "",
    }
    return render(request, "compliance/screening_provider.html", context)


class DecideOnHit(SensitivePage):
    """Clear somebody of a hit or confirm it."""

    template_name = "compliance/screening.html"
    form_class = forms.HitDecision
    done_message = _("The decision was recorded and the person was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the screening, who the person says to be, and their earlier ones."""
        row = screening_seen_by(request.actor, self.kwargs["screening_id"])
        require(may_examine_screenings(request.actor), actor=request.actor)
        return {
            **super().extra(request),
            "row": row,
            "state": row.state_on(today_of(request)),
            "person": person_of(row.user_id) if row.user_id else None,
            **_found(row),
            "others": other_screenings(request.actor, row)[:_MOST],
            "may_decide": row.is_undecided and may_decide_on_screenee(request.actor, row.screenee),
            "may_repeat": not row.is_undecided and row.state != ScreeningState.REQUESTED,
            "trail": _trail(_("Decide on a hit")),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decide."""
        screening_id: UUID = self.kwargs["screening_id"]
        decide_screening_hit(actor=request.actor, now=request.now, screening_id=screening_id, **cleaned)
        return reverse("compliance:screenings")


class Repeat(ActionPage):
    """Screen the same person or company anew, for instance when a confirmed entry was taken off its list."""

    template_name = "compliance/screening_repeat.html"
    form_class = forms.Confirmation
    done_message = _("Another screening was requested.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the screening that is to be repeated."""
        row = screening_seen_by(request.actor, self.kwargs["screening_id"])
        return {"row": row, "trail": _trail(_("Screen anew"))}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Request it."""
        found = repeat_screening(actor=request.actor, now=request.now, screening_id=self.kwargs["screening_id"])
        return reverse("compliance:screening", args=[found])


def _trail(label: Any) -> list[dict[str, Any]]:
    return [{"label": _("Screening"), "url": reverse("compliance:screenings")}, {"label": label}]


def _found(row: Any) -> dict[str, Any]:
    """Return what was found, as a table, and until when somebody decides about it."""
    hits = [[hit.name, LIST_KINDS[hit.kind], hit.list_name, f"{hit.score} %"] for hit in row.found]
    headings = [_("Name on the list"), _("Kind of list"), _("List"), _("Likeness")]
    table = Table(caption=_("Entries of lists that may be the same"), headings=headings, rows=hits) if hits else None
    answered_on = legal_day(row.answered_at) if row.answered_at else None
    return {
        "hits": table,
        "kinds": [LIST_KINDS[kind] for kind in dict.fromkeys(hit.kind for hit in row.found)],
        "likeness": f"{row.found[0].score} %" if row.found else "",
        "decide_by": decide_by(answered_on) if row.is_undecided and answered_on else None,
    }
