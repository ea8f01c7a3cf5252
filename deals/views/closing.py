"""deals / views: closing a raise, and who then holds what of its vehicle, as pages."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from compliance.core.verdict import Refused
from crowdfund.web.charts.bars import Bound, LimitBar, limit_bars
from crowdfund.web.charts.shares import MAXIMUM, Share, share_bar
from crowdfund.web.components.amounts import money_text
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage, RefusedAt
from crowdfund.web.request import PageRequest
from deals import forms, queries
from deals.actions.close_round import close_round
from deals.core import policy
from deals.presentation.filings import filing_context
from deals.presentation.holders import cap_table_rows, manager_facts
from deals.views.context import refuse_unless, round_context, trail_below

_SHOWN = MAXIMUM
"""Holders that the chart names; the table names all."""


class CloseRound(ActionPage):
    """Close a raise that has reached its minimum."""

    template_name = "deals/round_close.html"
    form_class = forms.Confirmation
    done_message = gettext_lazy("The raise has closed. Everybody who takes part was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise and what is in custody, for those who may close it."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        organisation_id = row.project.organisation_id
        refuse_unless(policy.may_close(request.actor, organisation_id=organisation_id, is_over=False))
        standing = queries.standing_of_round(row.id)
        minimum = row.minimum_raise
        chart = ""
        if minimum is not None:
            paid = LimitBar(
                label=_("Paid in full"),
                value=standing.total.minor,
                value_text=money_text(standing.total),
                limit=minimum.minor,
                limit_text=money_text(minimum),
                bound=Bound.AT_LEAST,
            )
            chart = limit_bars(title=_("Paid against the minimum of the raise"), bars=[paid])
        return {
            **round_context(request, row),
            "standing": standing,
            "has_reached": queries.has_reached_minimum(row.id),
            "chart": chart,
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Close, or go to the refusal."""
        done = close_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"])
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("cap_table", args=[self.kwargs["round_id"]])


@require_safe
def cap_table(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show who holds how many units of the vehicle of a closed raise, now."""
    vehicle = queries.vehicle_of_round(request.actor, round_id)
    table = queries.cap_table_of(vehicle, as_of=request.now)
    rows = cap_table_rows(table, vehicle=vehicle, actor=request.actor)
    shares = [Share(label=row["holder"], weight=row["units"], text=f"{row['units']:,}") for row in rows[:_SHOWN]]
    if rest := sum(row["units"] for row in rows[_SHOWN:]):
        shares[-1:] = [
            Share(label=_("All others"), weight=shares[-1].weight + rest, text=f"{shares[-1].weight + rest:,}")
        ]
    context = {
        **round_context(request, vehicle.round),
        "trail": trail_below(request.actor, vehicle.round, _("Cap table")),
        "partnership": vehicle,
        "manager": manager_facts(vehicle),
        "filing": filing_context(vehicle, actor=request.actor, today=today_of(request)),
        "rows": rows,
        "units": table.units,
        "chart": share_bar(title=_("Units of the partnership by holder"), shares=shares, base=_("all units")),
    }
    return render(request, "deals/cap_table.html", context)
