"""sweeps / views: the sweeps as operators watch them, and the sandbox's clock."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.accounts.core.policy import require
from crowdfund.db.clock import clock_landed_at, is_locked
from crowdfund.kernel.days import start_of
from crowdfund.kernel.errors import NotFound
from crowdfund.sweeps import forms, queries
from crowdfund.sweeps.actions.move_clock import move_clock
from crowdfund.sweeps.core.policy import may_move_clock
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest

_RUNS_SHOWN = 50


@require_safe
def sweeps(request: PageRequest) -> HttpResponse:
    """Show every sweep and how it stands, the late ones first, and the runs of late."""
    states = queries.watched_states(actor=request.actor, now=request.now, landed_at=clock_landed_at())
    labels = {state.sweep.name: state.label for state in states}
    runs = [(run, labels.get(run.sweep, run.sweep)) for run in queries.recent_runs(actor=request.actor)[:_RUNS_SHOWN]]
    return render(request, "sweeps/sweeps.html", {"states": states, "runs": runs})


class MoveClock(ActionPage):
    """Move the sandbox's clock forward."""

    template_name = "sweeps/clock.html"
    form_class = forms.MoveClock
    done_message = _("The clock was moved. Sweeps find what has become due within a minute.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Refuse those who may not move it; in production there is no such page."""
        if is_locked():
            raise NotFound
        require(may_move_clock(request.actor), actor=request.actor)
        return {}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Move it to the beginning of the day."""
        move_clock(actor=request.actor, now=request.now, to=start_of(cleaned["to"]))
        return reverse("sweeps:clock")
