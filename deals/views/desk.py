"""deals / views: the officers' desk as pages."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.queues import due_on
from compliance.core.rules.assessment import usual_grade
from compliance.core.verdict import Refused
from compliance.library import newest_book_on
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.approve_round import approve_round
from deals.actions.return_round import return_round
from deals.core import policy
from deals.views.context import after_gate, refuse_unless, round_context

_MOST = 200


@require_safe
def desk(request: PageRequest) -> HttpResponse:
    """Show the officers' queue: raises that wait for a decision, the longest waiting first."""
    context = {
        "waiting": [
            {"row": row, "due_on": due_on("raises", row.submitted_at)}
            for row in queries.desk_queue(request.actor)[:_MOST]
            if row.submitted_at
        ],
        "unfiled": list(queries.vehicles_to_file(request.actor)[:_MOST]),
        "states_chart": presentation.states_chart(queries.rounds_by_state(request.actor), title=_("Raises by state")),
        "call_backs": queries.waiting_call_backs(request.actor),
        "is_officer": request.actor.has_role(Role.OFFICER),
    }
    return render(request, "deals/desk.html", context)


class ApproveRound(SensitivePage):
    """Approve a submitted raise."""

    template_name = "deals/desk_approve.html"
    form_class = forms.Approval
    done_message = _("The raise was approved. Its founders were told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, for those who may decide."""
        return {**super().extra(request), **_decision_context(request, self.kwargs["round_id"])}

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Propose the usual grade."""
        return {"product_grade": usual_grade(newest_book_on(today_of(request)))}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Approve, or go to the refusal."""
        round_id = self.kwargs["round_id"]
        done = approve_round(actor=request.actor, now=request.now, round_id=round_id, **cleaned)
        return after_gate(done, round_id) if isinstance(done, Refused) else reverse("desk")


class ReturnRound(SensitivePage):
    """Return a submitted raise with a reason."""

    template_name = "deals/desk_return.html"
    form_class = forms.ReturnReason
    done_message = _("The raise was returned. Its founders were told why.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, for those who may decide."""
        return {**super().extra(request), **_decision_context(request, self.kwargs["round_id"])}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Return."""
        return_round(actor=request.actor, now=request.now, round_id=self.kwargs["round_id"], reason=cleaned["reason"])
        return reverse("desk")


def _decision_context(request: PageRequest, round_id: UUID) -> dict[str, Any]:
    row = queries.round_seen_by(request.actor, round_id)
    refuse_unless(policy.may_decide(request.actor, organisation_id=row.project.organisation_id))
    trail = [{"label": _("Desk"), "url": reverse("desk")}, {"label": row.title, "url": ""}]
    return {**round_context(request, row), "trail": trail}
