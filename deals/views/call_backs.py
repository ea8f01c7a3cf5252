"""deals / views: officers call investors back once their cooling-off is over, as pages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.verdict import Refused
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import person_of
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.web.pages import RefusedAt
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.record_call_back import record_call_back
from deals.core import policy
from deals.core.call_back import answers_of
from deals.views.context import refuse_unless

_MOST = 200


@require_safe
def call_backs(request: PageRequest) -> HttpResponse:
    """List who has paid and was not called back, the first whose cooling-off ends in front."""
    rows = queries.call_backs_due(request.actor)[:_MOST]
    lines = [presentation.call_back_line(row, now=request.now) for row in rows]
    context = {
        "ready": [line for line in lines if line["is_over"]],
        "cooling": [line for line in lines if not line["is_over"]],
        "is_officer": request.actor.has_role(Role.OFFICER),
        "trail": [{"label": _("Desk"), "url": reverse("desk")}, {"label": _("Call-backs"), "url": ""}],
    }
    return render(request, "deals/call_backs.html", context)


class RecordCallBack(SensitivePage):
    """Call one investor back and say how it ended."""

    template_name = "deals/call_back.html"
    form_class = forms.CallBack
    done_message = _("The call was recorded. The investor was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the subscription and its investor, for those who may call."""
        row = queries.subscription_seen_by(request.actor, self.kwargs["subscription_id"])
        parties = queries.parties_to_round(row.round_id)
        organisation_id = row.round.project.organisation_id
        refuse_unless(policy.may_call_back(request.actor, organisation_id=organisation_id, parties=parties))
        return {
            **super().extra(request),
            **presentation.call_back_line(row, now=request.now),
            "person": person_of(row.investor_id),
            "calls": presentation.call_lines(queries.call_backs_of(request.actor, row.id)[:_MOST]),
            "trail": [
                {"label": _("Desk"), "url": reverse("desk")},
                {"label": _("Call-backs"), "url": reverse("call_backs")},
                {"label": row.round.title, "url": ""},
            ],
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Record the call, or go to the refusal of one that came too early."""
        done = record_call_back(
            actor=request.actor,
            now=request.now,
            subscription_id=self.kwargs["subscription_id"],
            outcome=cleaned["outcome"],
            answers=answers_of(cleaned),
        )
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("call_backs")
