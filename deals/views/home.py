"""deals / views: the first page after signing in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.policy import may_apply_for_certification
from compliance.core.queues import waiting_today
from compliance.presentation.own_file import is_ready, requirements
from crowdfund.accounts.core.states import PersonState
from crowdfund.accounts.queries import person_of
from crowdfund.kernel.actor import Actor
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest
from deals import presentation, queries
from deals.core import policy

_A_FEW = 8


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Show what concerns the reader now: own raises, what waits at the desk, what is open, what to try next."""
    actor = request.actor
    own = list(queries.own_rounds(actor)[:_A_FEW]) if actor.memberships else []
    works_the_desk = policy.may_work_the_desk(actor)
    offers = list(queries.open_rounds(actor)[:_A_FEW]) if policy.sees_open_rounds(actor) else []
    context = {
        "own_rounds": presentation.own_rounds(
            own, actor=actor, today=today_of(request), outlooks=queries.outlooks(own)
        ),
        "works_the_desk": works_the_desk,
        "queues": waiting_today(actor, today=today_of(request)) if works_the_desk else None,
        "states_chart": presentation.states_chart(queries.rounds_by_state(actor), title=_("Raises by state"))
        if works_the_desk or len(own) > 2
        else "",
        "to_pay": [presentation.own_subscription(row) for row in queries.unpaid_of(actor)[:_A_FEW]],
        "purchases_due": list(queries.purchases_due(actor)[:_A_FEW]),
        "sees_open_rounds": policy.sees_open_rounds(actor),
        "open_rounds": offers,
        "targets_chart": presentation.targets_chart(offers),
        "requirements": [] if works_the_desk or actor.memberships else _requirements(request),
        "first_steps": [] if works_the_desk or own else _first_steps(actor),
    }
    return render(request, "deals/home.html", context)


def _requirements(request: PageRequest) -> list[dict[str, Any]]:
    """Return what an investor or a newcomer still needs before they may subscribe; nothing once they have it all."""
    actor = request.actor
    if actor.roles and not may_apply_for_certification(actor):
        return []
    rows = requirements(actor, today=today_of(request))
    return [] if is_ready(rows) else rows


def _first_steps(actor: Actor) -> list[dict[str, Any]]:
    identity = person_of(actor.id) if actor.id else None
    newest = queries.projects_of(actor).first() if actor.memberships else None
    return presentation.first_steps(
        actor,
        identity=PersonState(identity.state) if identity else None,
        project_id=newest.id if newest else None,
        has_round=False,
    )
